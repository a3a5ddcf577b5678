namespace LlmAspire.FilterService.Streams;

/// <summary>The lines of an event in order, the blank one that ends it left out. Lines end with LF or CR LF.</summary>
/// <param name="bytes">The event; the caller keeps it unchanged meanwhile.</param>
internal ref struct EventLines(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _next;

    /// <summary>The line.</summary>
    public EventLine Current { get; private set; }

    /// <summary>Enumerates itself.</summary>
    /// <returns>This enumerator.</returns>
    public readonly EventLines GetEnumerator() => this;

    /// <summary>Goes to the next line.</summary>
    /// <returns>False at the end.</returns>
    public bool MoveNext()
    {
        while (_next < _bytes.Length)
        {
            var start = _next;
            var length = _bytes[start..].IndexOf((byte)'\n');
            length = length < 0 ? _bytes.Length - start : length;
            _next = start + length + 1;
            var line = _bytes.Slice(start, length);
            line = line.EndsWith("\r"u8) ? line[..^1] : line;
            if (line.Length > 0)
            {
                Current = new EventLine(start, line);
                return true;
            }
        }

        return false;
    }
}
