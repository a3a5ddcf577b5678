using System.Buffers;
using System.Buffers.Text;

namespace LlmAspire.FilterService.Streams;

/// <summary>What the lines of an event say.</summary>
/// <param name="Id">The gateway's number; null when there is none.</param>
/// <param name="DataStart">Where the data of an event with one data line begins.</param>
/// <param name="DataLength">Its length; 0 when there is no data.</param>
/// <param name="Joined">The data of an event with several data lines, joined by line feeds; null for others.</param>
internal readonly record struct EventParts(long? Id, int DataStart, int DataLength, byte[]? Joined)
{
    /// <summary>Reads an event's lines.</summary>
    /// <param name="bytes">The event, blank line included.</param>
    /// <returns>What they say.</returns>
    public static EventParts Of(ReadOnlySpan<byte> bytes)
    {
        long? id = null;
        var (dataStart, dataLength, dataLines) = (0, 0, 0);
        foreach (var line in new EventLines(bytes))
        {
            if (line.Field.SequenceEqual("data"u8))
            {
                (dataStart, dataLength) = (line.ValueStart, line.Value.Length);
                dataLines++;
            }
            else if (line.Field.SequenceEqual("id"u8) && Utf8Parser.TryParse(line.Value, out long number, out _))
            {
                id = number;
            }
        }

        return new EventParts(id, dataStart, dataLength, dataLines > 1 ? Join(bytes) : null);
    }

    private static byte[] Join(ReadOnlySpan<byte> bytes)
    {
        var joined = new ArrayBufferWriter<byte>(bytes.Length);
        var first = true;
        foreach (var line in new EventLines(bytes))
        {
            if (!line.Field.SequenceEqual("data"u8))
            {
                continue;
            }

            joined.Write(first ? ""u8 : "\n"u8);
            joined.Write(line.Value);
            first = false;
        }

        return joined.WrittenSpan.ToArray();
    }
}
