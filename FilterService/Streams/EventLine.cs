namespace LlmAspire.FilterService.Streams;

/// <summary>A line of an event: a field, or a comment, whose field name is empty.</summary>
internal readonly ref struct EventLine
{
    /// <summary>Takes a line apart.</summary>
    /// <param name="start">Where it begins in the event.</param>
    /// <param name="line">The line without its end.</param>
    public EventLine(int start, ReadOnlySpan<byte> line)
    {
        Line = line;
        var colon = line.IndexOf((byte)':');
        Field = colon < 0 ? line : line[..colon];
        var value = colon < 0 ? line.Length : colon + 1;
        value += value < line.Length && line[value] == ' ' ? 1 : 0;
        Value = line[value..];
        ValueStart = start + value;
    }

    /// <summary>The whole line, without its end.</summary>
    public ReadOnlySpan<byte> Line { get; }

    /// <summary>The field's name.</summary>
    public ReadOnlySpan<byte> Field { get; }

    /// <summary>The field's value.</summary>
    public ReadOnlySpan<byte> Value { get; }

    /// <summary>Where the value begins in the event.</summary>
    public int ValueStart { get; }
}
