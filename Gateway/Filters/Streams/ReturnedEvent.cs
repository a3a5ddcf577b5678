using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>What one event that a filter sent back is, its lines apart.</summary>
internal readonly record struct ReturnedEvent
{
    private const long NoNumber = -1;
    private const long WrongNumber = -2;

    /// <summary>How many bytes of lines it has, its <c>id</c> left out.</summary>
    public int Length { get; private init; }

    /// <summary>How many of them, at the front, are progress comments.</summary>
    public int ProgressLength { get; private init; }

    /// <summary>The greatest number of those comments; 0 without any.</summary>
    public long Progress { get; private init; }

    /// <summary>The number up to which it answers.</summary>
    public long Number { get; private init; }

    /// <summary>Whether it has a number at all.</summary>
    public bool HasNumber => Number != NoNumber;

    /// <summary>Whether its number is none.</summary>
    public bool IsNumberWrong => Number == WrongNumber;

    /// <summary>Whether it has data.</summary>
    public bool HasData { get; private init; }

    /// <summary>Whether it tells a verdict.</summary>
    public bool IsVerdict { get; private init; }

    /// <summary>Whether it has a field that no event stream has.</summary>
    public bool HasUnknownField { get; private init; }

    /// <summary>Reads an event.</summary>
    /// <param name="block">The event as it came back.</param>
    /// <param name="lines">Takes its lines, each with a LF, without its <c>id</c>.</param>
    /// <returns>What it is.</returns>
    public static ReturnedEvent Read(ReadOnlySpan<byte> block, ByteQueue lines)
    {
        var (start, progressLength, progress, number) = (lines.Length, 0, 0L, NoNumber);
        var (hasData, isVerdict, hasUnknown) = (false, false, false);
        var each = new EventLines(block);
        while (each.MoveNext())
        {
            var line = each.Current;
            var name = EventLines.Name(line);
            if (name.SequenceEqual("id"u8))
            {
                number = TryNumber(EventLines.Value(line), out var value) ? value : WrongNumber;
                continue;
            }

            if (name.IsEmpty && progressLength == lines.Length - start && TryNumber(line[1..], out var upTo))
            {
                progress = Math.Max(progress, upTo);
                progressLength += line.Length + 1;
            }

            var isData = name.SequenceEqual("data"u8);
            hasData |= isData;
            isVerdict |= name.SequenceEqual("event"u8) && EventLines.Value(line).SequenceEqual("filter.verdict"u8);
            hasUnknown |= !name.IsEmpty && !isData && !name.SequenceEqual("event"u8) && !name.SequenceEqual("retry"u8);
            lines.Append(line);
            lines.Append((byte)'\n');
        }

        return new ReturnedEvent
        {
            Length = lines.Length - start,
            ProgressLength = progressLength,
            Progress = progress,
            Number = number,
            HasData = hasData,
            IsVerdict = isVerdict,
            HasUnknownField = hasUnknown,
        };
    }

    /// <summary>The number of a progress comment at the front of bytes whose event has not ended yet.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <returns>The number of the last such line, 0 without one.</returns>
    public static long ProgressOf(ReadOnlySpan<byte> bytes)
    {
        long progress = 0;
        while (bytes.Length > 0 && bytes[0] == ':' && bytes.IndexOf((byte)'\n') is var end and > 0
            && TryNumber(bytes[1..end].TrimEnd((byte)'\r'), out var number))
        {
            progress = Math.Max(progress, number);
            bytes = bytes[(end + 1)..];
        }

        return progress;
    }

    private static bool TryNumber(ReadOnlySpan<byte> text, out long number) =>
        System.Buffers.Text.Utf8Parser.TryParse(text.TrimStart((byte)' '), out number, out var used)
        && number > 0 && used == text.TrimStart((byte)' ').Length;
}
