using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmAspire.FilterService.Streams;

/// <summary>What a filter tells the gateway beside the events: which rule did what, and how far it has read. Never any text of an
/// answer.</summary>
internal static class Verdict
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes a verdict.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="action">What was done: <c>redacted</c>, <c>blocked</c>, <c>passed</c> or <c>failed</c>.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="count">How often since the last verdict of this rule.</param>
    /// <param name="reason">Why, in words for people.</param>
    public static void Write(IBufferWriter<byte> output, string action, string rule, long count, string reason)
    {
        output.Write("event: filter.verdict\ndata: "u8);
        using (var json = new Utf8JsonWriter(output, Plain))
        {
            json.WriteStartObject();
            json.WriteString("action", action);
            json.WriteString("rule", rule);
            json.WriteNumber("count", count);
            json.WriteString("reason", reason);
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }

    /// <summary>Writes how far the events have been received.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="number">The last event's number.</param>
    public static void WriteProgress(IBufferWriter<byte> output, long number) =>
        output.Write(Encoding.ASCII.GetBytes($":{number}\n\n"));
}
