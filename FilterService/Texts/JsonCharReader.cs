using System.Buffers;
using System.Buffers.Text;
using System.Text;

namespace LlmAspire.FilterService.Texts;

/// <summary>
/// Reads the characters of a JSON string as it stands on the wire, and where each of them stands. Lone surrogates and invalid bytes are
/// characters like others (an invalid byte reads as U+FFFD), so that nothing stops it. No allocation.
/// </summary>
/// <param name="raw">The string without its quotes; the caller keeps it unchanged meanwhile.</param>
internal ref struct JsonCharReader(ReadOnlySpan<byte> raw)
{
    private readonly ReadOnlySpan<byte> _raw = raw;
    private char _second;

    /// <summary>The character.</summary>
    public char Current { get; private set; }

    /// <summary>Where it begins.</summary>
    public int Start { get; private set; }

    /// <summary>Where it ends, exclusive. The second half of a pair ends where the first does.</summary>
    public int End { get; private set; }

    /// <summary>Reads one character.</summary>
    /// <returns>False at the end.</returns>
    public bool Read()
    {
        Start = End;
        if (_second != default)
        {
            (Current, _second) = (_second, default);
            return true;
        }

        if (End >= _raw.Length)
        {
            return false;
        }

        var first = _raw[End];
        if (first == '\\')
        {
            ReadEscape();
        }
        else if (first < 0x80)
        {
            Current = (char)first;
            End++;
        }
        else
        {
            ReadMultiByte();
        }

        // The end of a text has a character of its own here; the same one on the wire is no end.
        if (Current == Patterns.CharSet.End)
        {
            Current = '\uFFFE';
        }

        return true;
    }

    private void ReadEscape()
    {
        var escaped = End + 1 < _raw.Length ? (char)_raw[End + 1] : '\\';
        if (escaped == 'u' && HexValue(_raw[(End + 2)..]) is { } value)
        {
            Current = value;
            End += 6;
            return;
        }

        Current = Unescaped(escaped);
        End = Math.Min(End + 2, _raw.Length);
    }

    /// <summary>The character that an escape of one letter stands for.</summary>
    /// <param name="escaped">The letter behind the backslash.</param>
    /// <returns>The character.</returns>
    public static char Unescaped(char escaped) => escaped switch
    {
        'n' => '\n',
        'r' => '\r',
        't' => '\t',
        'b' => '\b',
        'f' => '\f',
        _ => escaped,
    };

    private static char? HexValue(ReadOnlySpan<byte> digits) =>
        digits.Length >= 4 && Utf8Parser.TryParse(digits[..4], out ushort value, out var read, 'x') && read == 4 ? (char)value : null;

    private void ReadMultiByte()
    {
        var status = Rune.DecodeFromUtf8(_raw[End..], out var rune, out var consumed);
        End += consumed;
        if (status != OperationStatus.Done)
        {
            Current = '\uFFFD';
            return;
        }

        Span<char> characters = stackalloc char[2];
        var count = rune.EncodeToUtf16(characters);
        Current = characters[0];
        _second = count == 2 ? characters[1] : default;
    }
}
