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

    private const int MaxSpareBytes = 32 * 1024;

    [ThreadStatic]
    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter? Writer)? _spare;

    /// <summary>One JSON object.</summary>
    /// <param name="write">Writes its members.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] Write(Action<Utf8JsonWriter> write)
    {
        // Taken out while it is used, so that what is written within may write too.
        var (buffer, json) = _spare ?? (new ArrayBufferWriter<byte>(1024), null);
        _spare = null;
        json ??= new Utf8JsonWriter(buffer, Options);
        json.WriteStartObject();
        write(json);
        json.WriteEndObject();
        json.Flush();
        var written = buffer.WrittenSpan.ToArray();
        if (buffer.Capacity <= MaxSpareBytes)
        {
            buffer.ResetWrittenCount();
            json.Reset();
            _spare = (buffer, json);
        }

        return written;
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
