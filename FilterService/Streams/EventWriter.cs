using System.Buffers;

namespace LlmAspire.FilterService.Streams;

/// <summary>Writes an event that does not go back as it came.</summary>
internal static class EventWriter
{
    /// <summary>Writes the event's lines, with other data or without its number.</summary>
    /// <param name="bytes">The event as it came.</param>
    /// <param name="data">What takes its data's place; null: its data stays.</param>
    /// <param name="withId">Whether its number goes with it.</param>
    /// <param name="output">Takes the bytes.</param>
    public static void Write(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> data, bool withId, IBufferWriter<byte> output)
    {
        var replaced = data.IsEmpty;
        foreach (var line in new EventLines(bytes))
        {
            var isData = !data.IsEmpty && line.Field.SequenceEqual("data"u8);
            if (isData && !replaced)
            {
                WriteData(line.Line[..^line.Value.Length], data, output);
                replaced = true;
            }
            else if (!isData && (withId || !line.Field.SequenceEqual("id"u8)))
            {
                output.Write(line.Line);
                output.Write("\n"u8);
            }
        }

        output.Write("\n"u8);
    }

    private static void WriteData(ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> data, IBufferWriter<byte> output)
    {
        foreach (var line in data.Split((byte)'\n'))
        {
            output.Write(prefix);
            output.Write(data[line]);
            output.Write("\n"u8);
        }
    }
}
