namespace LlmAspire.Gateway.Streaming;

/// <summary>The lines of one server-sent event, one by one, without their ends; the blank one at its end is left out.</summary>
internal ref struct EventLines
{
    private ReadOnlySpan<byte> _rest;

    /// <summary>Takes an event apart.</summary>
    /// <param name="bytes">The event, with or without its blank line.</param>
    public EventLines(ReadOnlySpan<byte> bytes) => _rest = bytes;

    /// <summary>The line that <see cref="MoveNext"/> found.</summary>
    public ReadOnlySpan<byte> Current { get; private set; }

    /// <summary>Finds the next line that is not blank.</summary>
    /// <returns>Whether there is one.</returns>
    public bool MoveNext()
    {
        while (_rest.Length > 0)
        {
            var end = _rest.IndexOfAny((byte)'\n', (byte)'\r');
            Current = end < 0 ? _rest : _rest[..end];
            _rest = end < 0 ? default : _rest[(end + 1)..];
            if (Current.Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The name of a line's field; empty for a comment.</summary>
    /// <param name="line">The line.</param>
    /// <returns>What stands before its colon, or the whole line.</returns>
    public static ReadOnlySpan<byte> Name(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        return colon < 0 ? line : line[..colon];
    }

    /// <summary>The value of a line's field.</summary>
    /// <param name="line">The line.</param>
    /// <returns>What stands behind its colon, less one space.</returns>
    public static ReadOnlySpan<byte> Value(ReadOnlySpan<byte> line)
    {
        var colon = line.IndexOf((byte)':');
        var value = colon < 0 ? default : line[(colon + 1)..];
        return value.Length > 0 && value[0] == ' ' ? value[1..] : value;
    }
}
