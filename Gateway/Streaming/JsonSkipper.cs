using System.Buffers;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Finds the end of JSON that nobody wants, by its quotes and brackets alone, with vectorised searches. Kind and nesting of the brackets
/// do not matter to it, so depth is a number and nothing is held.
/// </summary>
internal struct JsonSkipper
{
    private static readonly SearchValues<byte> Structure = SearchValues.Create("\"{}[]"u8);

    private int _depth;
    private bool _inText;
    private bool _escaped;

    /// <summary>Whether the end has not been reached.</summary>
    public readonly bool IsSkipping => _inText || _depth > 0;

    /// <summary>Whether it is inside a container.</summary>
    public readonly bool IsInContainer => _depth > 0;

    /// <summary>Whether it is inside a string.</summary>
    public readonly bool IsInText => _inText;

    /// <summary>A container has been opened.</summary>
    public void BeginContainer() => _depth = 1;

    /// <summary>A string has been opened.</summary>
    public void BeginText() => _inText = true;

    /// <summary>Skips on.</summary>
    /// <param name="bytes">What comes.</param>
    /// <returns>How many bytes belong to what is skipped.</returns>
    public int Skip(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length && IsSkipping)
        {
            if (_inText)
            {
                at += TextLength(bytes[at..], out var closed) + (closed ? 1 : 0);
                _inText = !closed;
                continue;
            }

            var next = bytes[at..].IndexOfAny(Structure);
            if (next < 0)
            {
                return bytes.Length;
            }

            at += next + 1;
            switch (bytes[at - 1])
            {
                case (byte)'"': _inText = true; break;
                case (byte)'{' or (byte)'[': _depth++; break;
                default: _depth--; break;
            }
        }

        return at;
    }

    /// <summary>How many bytes of a string's inside stand here; a last backslash is remembered, since it escapes the next part's first byte.</summary>
    /// <param name="bytes">What comes after the opening quote, or after the part before.</param>
    /// <param name="closed">Whether the closing quote follows them.</param>
    /// <returns>The length.</returns>
    public int TextLength(ReadOnlySpan<byte> bytes, out bool closed)
    {
        var at = 0;
        if (_escaped && bytes.Length > 0)
        {
            _escaped = false;
            at = 1;
        }

        while (at < bytes.Length)
        {
            var next = bytes[at..].IndexOfAny((byte)'"', (byte)'\\');
            if (next < 0)
            {
                break;
            }

            at += next;
            if (bytes[at] == '"')
            {
                closed = true;
                return at;
            }

            at += 2;
            _escaped = at > bytes.Length;
        }

        closed = false;
        return bytes.Length;
    }
}
