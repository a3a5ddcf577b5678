namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Finds where server-sent events end in bytes that come in pieces of any size: LF, CRLF and lone CR, mixed or not. It keeps two bits
/// between pieces and no bytes. A line feed that comes apart from its carriage return counts to the next event.
/// </summary>
internal struct EventFramer
{
    private bool _inLine;
    private bool _afterCr;

    /// <summary>Whether the last byte seen was a carriage return, so that a line feed right after it belongs to the same line end.</summary>
    public readonly bool IsAfterCr => _afterCr;

    /// <summary>Looks for the blank line that ends an event.</summary>
    /// <param name="bytes">The bytes that come next; none may be shown twice.</param>
    /// <returns>How many of them belong to the event, its blank line included; -1 when it goes on, all bytes then being seen.</returns>
    public int Next(ReadOnlySpan<byte> bytes)
    {
        var at = 0;
        if (_afterCr && bytes.Length > 0)
        {
            _afterCr = false;
            at = bytes[0] == '\n' ? 1 : 0;
        }

        while (at < bytes.Length)
        {
            var end = bytes[at..].IndexOfAny((byte)'\n', (byte)'\r');
            if (end < 0)
            {
                _inLine = true;
                return -1;
            }

            var isBlank = end == 0 && !_inLine;
            at += end + 1;
            if (bytes[at - 1] == '\r')
            {
                _afterCr = at == bytes.Length;
                at += !_afterCr && bytes[at] == '\n' ? 1 : 0;
            }

            _inLine = false;
            if (isBlank)
            {
                return at;
            }
        }

        return -1;
    }
}
