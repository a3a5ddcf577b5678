using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>
/// How an event of the provider's looks on its way to a filter: its field lines with LF ends, without the provider's own <c>id:</c> lines
/// and without a byte order mark. A document that is no event stream goes as the data of one event.
/// </summary>
internal static class EventEncoding
{
    private static ReadOnlySpan<byte> ByteOrderMark => [0xEF, 0xBB, 0xBF];

    /// <summary>Whether an event needs no change at all but for its number.</summary>
    /// <param name="original">The event as the provider sent it.</param>
    /// <returns>False when it has other line ends than LF, an <c>id</c> field, a byte order mark, or no blank line.</returns>
    public static bool IsPlain(ReadOnlySpan<byte> original) =>
        original.EndsWith("\n\n"u8) && original[0] is not ((byte)'\n' or 0xEF) && !original.Contains((byte)'\r')
        && !original.StartsWith("id"u8) && original.IndexOf("\nid"u8) < 0;

    /// <summary>Writes an event's field lines.</summary>
    /// <param name="original">The event as the provider sent it.</param>
    /// <param name="output">Takes the lines, each with its LF; no blank line.</param>
    /// <returns>Whether an <c>id</c> line was left out.</returns>
    public static bool WriteLines(ReadOnlySpan<byte> original, ByteQueue output)
    {
        var hasIds = false;
        var lines = new EventLines(original.StartsWith(ByteOrderMark) ? original[ByteOrderMark.Length..] : original);
        while (lines.MoveNext())
        {
            if (IsId(lines.Current))
            {
                hasIds = true;
                continue;
            }

            output.Append(lines.Current);
            output.Append((byte)'\n');
        }

        return hasIds;
    }

    /// <summary>Writes the provider's own <c>id</c> lines of an event.</summary>
    /// <param name="original">The event as the provider sent it.</param>
    /// <param name="output">Takes the lines.</param>
    public static void WriteIds(ReadOnlySpan<byte> original, ByteQueue output)
    {
        var lines = new EventLines(original);
        while (lines.MoveNext())
        {
            if (IsId(lines.Current))
            {
                output.Append(lines.Current);
                output.Append((byte)'\n');
            }
        }
    }

    /// <summary>Writes a document as data lines, cut at its line ends.</summary>
    /// <param name="document">The document.</param>
    /// <param name="output">Takes the lines.</param>
    public static void WriteDocument(ReadOnlySpan<byte> document, ByteQueue output)
    {
        while (true)
        {
            var end = document.IndexOfAny((byte)'\n', (byte)'\r');
            output.Append("data: "u8);
            output.Append(end < 0 ? document : document[..end]);
            output.Append((byte)'\n');
            if (end < 0)
            {
                return;
            }

            document = document[(document[end..].StartsWith("\r\n"u8) ? end + 2 : end + 1)..];
        }
    }

    /// <summary>Writes the document that an event's data lines are.</summary>
    /// <param name="lines">The event's lines.</param>
    /// <param name="output">Takes the document, its lines parted by LF.</param>
    /// <returns>Whether there was any data.</returns>
    public static bool ReadDocument(ReadOnlySpan<byte> lines, ByteQueue output)
    {
        var hasData = false;
        var each = new EventLines(lines);
        while (each.MoveNext())
        {
            if (EventLines.Name(each.Current).SequenceEqual("data"u8))
            {
                if (hasData)
                {
                    output.Append((byte)'\n');
                }

                hasData = true;
                output.Append(EventLines.Value(each.Current));
            }
        }

        return hasData;
    }

    /// <summary>Writes the line that ends an event for the filter, and its blank line.</summary>
    /// <param name="number">The event's number.</param>
    /// <param name="output">Takes them.</param>
    public static void WriteNumber(long number, ByteQueue output)
    {
        output.Append("id: "u8);
        output.Append(number);
        output.Append("\n\n"u8);
    }

    private static bool IsId(ReadOnlySpan<byte> line) => line.StartsWith("id"u8) && EventLines.Name(line).SequenceEqual("id"u8);
}
