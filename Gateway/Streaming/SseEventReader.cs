using System.Numerics;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Reads server-sent events of one data line, and perhaps a name before it, that stand whole in what has come: the usual case. Such as are
/// like one before but for their text are not even parsed.
/// </summary>
internal sealed class SseEventReader
{
    private const int FirstLessons = 12;

    private readonly DocumentReader _documents;
    private readonly EventTemplate _template = new();
    private int _misses;

    /// <summary>Hands its documents to <paramref name="documents"/>.</summary>
    /// <param name="documents">Who reads them.</param>
    public SseEventReader(DocumentReader documents) => _documents = documents;

    /// <summary>What stands in place of a document at the end of an OpenAI stream.</summary>
    public static ReadOnlySpan<byte> Done => "[DONE]"u8;

    /// <summary>Reads an event that stands whole in what follows.</summary>
    /// <param name="rest">What follows, from the beginning of a line.</param>
    /// <returns>The event's length; 0 when there is no such event.</returns>
    public int Read(ReadOnlySpan<byte> rest)
    {
        var same = _template.Match(rest, out var text);
        if (same > 0)
        {
            _documents.Sink.Repeat(text);
            return same;
        }

        var start = NameLength(rest);
        if (!rest[start..].StartsWith("data:"u8))
        {
            return 0;
        }

        var end = rest[start..].IndexOfAny((byte)'\n', (byte)'\r') + start;
        var tail = end < start ? default : rest[end..];
        var used = tail.StartsWith("\n\n"u8) ? 2 : tail.StartsWith("\r\n\r\n"u8) ? 4 : 0;
        if (used == 0)
        {
            return 0;
        }

        start += rest[start..].StartsWith("data: "u8) ? 6 : 5;
        ReadData(rest[..(end + used)], start, end);
        return end + used;
    }

    private void ReadData(ReadOnlySpan<byte> whole, int start, int end)
    {
        var data = whole[start..end];
        if (data.SequenceEqual(Done))
        {
            _documents.Sink.Sentinel();
            return;
        }

        // Streams begin with several kinds of events; such as are all different must not cost a lesson each.
        var learns = ++_misses < FirstLessons || BitOperations.IsPow2(_misses);
        if (data.Length == 0 || !(_documents.Sink.Wants(data) || learns))
        {
            return;
        }

        _documents.Read(data);
        if (learns && whole.Length <= EventTemplate.MaxBytes && _documents.HolesOf(data) is { Length: > 0 } holes)
        {
            _template.Learn(whole, start, holes);
        }
    }

    /// <summary>How long a line is that names the event, its end included; 0 when there is none, or it is not whole.</summary>
    private static int NameLength(ReadOnlySpan<byte> rest)
    {
        if (!rest.StartsWith("event:"u8))
        {
            return 0;
        }

        var end = rest.IndexOfAny((byte)'\n', (byte)'\r');
        return end < 0 ? 0 : rest[end] == '\n' ? end + 1 : rest[end..].StartsWith("\r\n"u8) ? end + 2 : 0;
    }
}
