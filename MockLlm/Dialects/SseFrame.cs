using System.Buffers;
using System.Text;
using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>Frames server-sent events by hand: what a test wants to see on the wire must not depend on a library that mends it.</summary>
internal static class SseFrame
{
    /// <summary>The content type of a stream.</summary>
    public const string ContentType = "text/event-stream; charset=utf-8";

    /// <summary>Writes one event whose data is a JSON object.</summary>
    /// <typeparam name="TState">The type of <paramref name="state"/>.</typeparam>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="name">The event's name; null writes none.</param>
    /// <param name="state">Handed to <paramref name="write"/>.</param>
    /// <param name="write">Writes the members of the object.</param>
    public static void Write<TState>(IBufferWriter<byte> output, string? name, TState state, Action<Utf8JsonWriter, TState> write)
    {
        if (name is not null)
        {
            output.Write("event: "u8);
            Encoding.UTF8.GetBytes(name, output);
            output.Write("\n"u8);
        }

        output.Write("data: "u8);
        using (var json = new Utf8JsonWriter(output, WireJson.Options))
        {
            json.WriteStartObject();
            write(json, state);
            json.WriteEndObject();
        }

        output.Write("\n\n"u8);
    }

    /// <summary>Writes a comment, which clients pass over.</summary>
    /// <param name="output">Takes the bytes.</param>
    /// <param name="text">The comment; each of its lines becomes one.</param>
    public static void WriteComment(IBufferWriter<byte> output, string text)
    {
        foreach (var line in text.Split(["\r\n", "\n", "\r"], StringSplitOptions.None))
        {
            output.Write(": "u8);
            Encoding.UTF8.GetBytes(line, output);
            output.Write("\n"u8);
        }

        output.Write("\n"u8);
    }
}
