using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Knows the extra event that <c>stream_options.include_usage</c> brings: data with empty <c>choices</c> and a <c>usage</c> object. Usage
/// inside an event with choices, and events with empty choices but no usage, are not it.
/// </summary>
internal static class UsageChunk
{
    /// <summary>The longest event that is taken for it, line ends at its end not counted.</summary>
    public const int MaxBytes = 4096;

    private static readonly byte[] Choices = "\"choices\""u8.ToArray();

    /// <summary>Whether there is anything in some events that must be looked at closely. Nearly always false, and quick.</summary>
    /// <param name="events">Whole events.</param>
    /// <returns>False when none of them is the usage chunk.</returns>
    public static bool MayContain(ReadOnlySpan<byte> events)
    {
        for (var at = events.IndexOf(Choices); at >= 0; at = events.IndexOf(Choices))
        {
            events = events[(at + Choices.Length)..];
            if (IsEmptyArray(events) != Answer.No)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the beginning of an event can still become the usage chunk.</summary>
    /// <param name="open">The event as far as it came.</param>
    /// <returns>False once it cannot.</returns>
    public static bool CanBecome(ReadOnlySpan<byte> open) => IsShort(open) && HasEmptyChoices(open) != Answer.No;

    /// <summary>Whether an event is the usage chunk.</summary>
    /// <param name="whole">The whole event.</param>
    /// <returns>True when it is.</returns>
    public static bool Is(ReadOnlySpan<byte> whole) => IsShort(whole) && HasEmptyChoices(whole) == Answer.Yes && HasUsage(Data(whole));

    private static bool IsShort(ReadOnlySpan<byte> part) => part.TrimEnd("\r\n"u8).Length <= MaxBytes;

    /// <summary>The first member of the name decides, so that the answer does not depend on how much of the event has come.</summary>
    private static Answer HasEmptyChoices(ReadOnlySpan<byte> part)
    {
        for (var at = part.IndexOf(Choices); at >= 0; at = part.IndexOf(Choices))
        {
            part = part[(at + Choices.Length)..];
            var colon = part.IndexOfAnyExcept(" \t\r\n"u8);
            if (colon < 0)
            {
                return Answer.Open;
            }

            if (part[colon] == ':')
            {
                return IsEmptyArray(part);
            }
        }

        return Answer.Open;
    }

    /// <summary>Whether <c>: []</c> follows.</summary>
    private static Answer IsEmptyArray(ReadOnlySpan<byte> part)
    {
        foreach (var wanted in ":[]"u8)
        {
            part = part.TrimStart(" \t\r\n"u8);
            if (part.IsEmpty || part[0] != wanted)
            {
                return part.IsEmpty ? Answer.Open : Answer.No;
            }

            part = part[1..];
        }

        return Answer.Yes;
    }

    private static bool HasUsage(ReadOnlySpan<byte> json)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            var (empty, usage) = (false, false);
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var (isChoices, isUsage) = (reader.IsText("choices"u8), reader.IsText("usage"u8));
                reader.Read();
                usage |= isUsage && reader.TokenType == JsonTokenType.StartObject;
                var isArray = reader.TokenType == JsonTokenType.StartArray;
                var start = reader.BytesConsumed;
                reader.Skip();
                empty |= isChoices && isArray && json[(int)start..(int)reader.BytesConsumed].TrimStart(" \t\r\n"u8).StartsWith("]"u8);
            }

            return empty && usage;
        }
        catch (JsonException)
        {
            // Not JSON, so not the chunk. Such an event is rare: its choices are empty.
            return false;
        }
    }

    /// <summary>The event's data, its lines put together.</summary>
    private static byte[] Data(ReadOnlySpan<byte> whole)
    {
        var data = new List<byte>(whole.Length);
        var lines = new EventLines(whole);
        while (lines.MoveNext())
        {
            if (EventLines.Name(lines.Current).SequenceEqual("data"u8))
            {
                data.AddRange(EventLines.Value(lines.Current));
                data.Add((byte)'\n');
            }
        }

        return [.. data];
    }

    private enum Answer
    {
        No,
        Yes,
        Open,
    }
}
