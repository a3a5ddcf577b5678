namespace LlmAspire.Gateway.Streaming;

/// <summary>Finds where a server-sent event ends, in bytes that come in parts: at a blank line, be its ends LF, CRLF or lone CR.</summary>
internal struct EventLineState
{
    private bool _atLineStart;
    private bool _afterCr;

    /// <summary>Whether the last byte seen was a CR, so that an LF right after it still belongs to the same line end.</summary>
    public readonly bool IsAfterCr => _afterCr;

    /// <summary>The beginning of an event.</summary>
    public static EventLineState EventStart => new() { _atLineStart = true };

    /// <summary>The LF of a CRLF that was cut has come.</summary>
    public void TakeLf() => _afterCr = false;

    /// <summary>Reads on to the end of the event.</summary>
    /// <param name="bytes">The next bytes of it.</param>
    /// <returns>How many of them are the event's, its blank line included; -1 when it goes on beyond them.</returns>
    public int FindEnd(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        while (at < bytes.Length)
        {
            var b = bytes[at];
            if (b == '\n' && _afterCr)
            {
                _afterCr = false;
                at++;
                continue;
            }

            _afterCr = false;
            if (b is (byte)'\n' or (byte)'\r')
            {
                var isBlank = _atLineStart;
                at++;
                if (b == '\r')
                {
                    _afterCr = at == bytes.Length;
                    at += at < bytes.Length && bytes[at] == '\n' ? 1 : 0;
                }

                _atLineStart = true;
                if (isBlank)
                {
                    return at;
                }

                continue;
            }

            _atLineStart = false;
            var next = bytes[at..].IndexOfAny((byte)'\n', (byte)'\r');
            at = next < 0 ? bytes.Length : at + next;
        }

        return -1;
    }
}
