using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>Writes the small JSON objects and events that the gateway itself adds to a wire.</summary>
internal static class WireJson
{
    // The answers are application/json, never part of a page, so quotes in a message may stay readable.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>One JSON object.</summary>
    /// <param name="write">Writes its members.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>One server-sent event, after a blank line.</summary>
    /// <param name="name">The event's name, or null for none.</param>
    /// <param name="data">Its data, one line of JSON.</param>
    /// <returns>UTF-8 bytes.</returns>
    public static byte[] Event(string? name, byte[] data)
    {
        var head = Encoding.UTF8.GetBytes(name is null ? "\n\ndata: " : $"\n\nevent: {name}\ndata: ");
        return [.. head, .. data, (byte)'\n', (byte)'\n'];
    }
}
