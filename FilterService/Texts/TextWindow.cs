using System.Buffers;
using System.Text;

namespace LlmAspire.FilterService.Texts;

/// <summary>The part of a text that is still looked at: what is undecided, and a little of what stands before it. Not
/// thread-safe.</summary>
internal sealed class TextWindow : IDisposable
{
    /// <summary>How much of the text before is kept for rules that look at the words before.</summary>
    public const int ContextLength = 128;

    /// <summary>The longest open match, in characters; a longer one counts as a match.</summary>
    public const int MostOpen = 4096;

    private const int KeptCapacity = 16 * 1024;
    private char[] _characters = ArrayPool<char>.Shared.Rent(512);

    /// <summary>How many characters there are.</summary>
    public int Length { get; private set; }

    /// <summary>The characters; valid until the next change.</summary>
    public ReadOnlySpan<char> Text => _characters.AsSpan(0, Length);

    /// <summary>Adds one character.</summary>
    /// <param name="character">The character.</param>
    public void Append(char character)
    {
        Reserve(1);
        _characters[Length++] = character;
    }

    /// <summary>Adds the characters of a JSON string.</summary>
    /// <param name="raw">The string as it stands on the wire.</param>
    public void Append(ReadOnlySpan<byte> raw)
    {
        Reserve(raw.Length);
        if (raw.IndexOf((byte)'\\') < 0 && Ascii.IsValid(raw))
        {
            Length += Encoding.ASCII.GetChars(raw, _characters.AsSpan(Length));
            return;
        }

        var reader = new JsonCharReader(raw);
        while (reader.Read())
        {
            _characters[Length++] = reader.Current;
        }
    }

    /// <summary>Drops the beginning.</summary>
    /// <param name="count">How many characters.</param>
    public void DropFirst(int count)
    {
        _characters.AsSpan(count, Length - count).CopyTo(_characters);
        Length -= count;
    }

    /// <summary>Drops everything, and gives back what one long text needed.</summary>
    public void Clear()
    {
        Length = 0;
        if (_characters.Length > KeptCapacity)
        {
            Replace(ArrayPool<char>.Shared.Rent(512));
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_characters.Length > 0)
        {
            Length = 0;
            Replace([]);
        }
    }

    private void Reserve(int count)
    {
        if (Length + count > _characters.Length)
        {
            Replace(ArrayPool<char>.Shared.Rent(Math.Max(Length + count, _characters.Length * 2)));
        }
    }

    // Cleared on return: it held text of an answer.
    private void Replace(char[] larger)
    {
        Text.CopyTo(larger);
        ArrayPool<char>.Shared.Return(_characters, clearArray: true);
        _characters = larger;
    }
}
