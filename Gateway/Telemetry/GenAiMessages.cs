using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>
/// Messages in the form of the OpenTelemetry GenAI conventions, which the Aspire dashboard shows: <c>[{"role","parts":[{"type",...}]}]</c>.
/// Texts are cut at <see cref="MaxCharacters"/>, and no more than the last <see cref="MaxMessages"/> messages are written.
/// </summary>
internal static class GenAiMessages
{
    /// <summary>The most characters of one text.</summary>
    public const int MaxCharacters = 8192;

    /// <summary>The most messages.</summary>
    public const int MaxMessages = 64;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Input messages.</summary>
    /// <param name="messages">Their JSON in any of the dialects.</param>
    /// <param name="inputText">A Responses request's input that is one text, as JSON; empty for none.</param>
    /// <param name="lastUserText">The text of the last message of role user, null when there is none.</param>
    /// <returns>JSON.</returns>
    public static string Input(IEnumerable<ReadOnlyMemory<byte>> messages, ReadOnlyMemory<byte> inputText, out string? lastUserText)
    {
        string? last = null;
        var text = Write(json =>
        {
            json.WriteStartArray();
            foreach (var message in messages.TakeLast(MaxMessages))
            {
                using var document = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = 256 });
                last = MessageParts.Write(json, document.RootElement) ?? last;
            }

            if (!inputText.IsEmpty)
            {
                using var document = JsonDocument.Parse(inputText);
                last = document.RootElement.Decode();
                WriteText(json, "user", last);
            }

            json.WriteEndArray();
        });
        lastUserText = last;
        return text;
    }

    /// <summary>Instructions beside the messages.</summary>
    /// <param name="instructions">A text or an array of parts, as JSON.</param>
    /// <returns>JSON.</returns>
    public static string Instructions(ReadOnlyMemory<byte> instructions) => Write(json =>
    {
        using var document = JsonDocument.Parse(instructions, new JsonDocumentOptions { MaxDepth = 256 });
        json.WriteStartArray();
        MessageParts.WriteContent(json, document.RootElement);
        json.WriteEndArray();
    });

    /// <summary>Tool definitions, OpenAI's nested ones flattened; each is left out when it is longer than a message may be.</summary>
    /// <param name="tools">An array of tools, as JSON.</param>
    /// <returns>JSON.</returns>
    public static string Tools(ReadOnlyMemory<byte> tools) => Write(json =>
    {
        using var document = JsonDocument.Parse(tools, new JsonDocumentOptions { MaxDepth = 256 });
        json.WriteStartArray();
        foreach (var tool in document.RootElement.EnumerateArray().Where(tool => ToolList.Name(tool) is not null).Take(MaxMessages))
        {
            WriteTool(json, tool);
        }

        json.WriteEndArray();
    });

    /// <summary>The answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>JSON.</returns>
    public static string Output(DeliveredAnswer answer) => Write(json =>
    {
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("role", "assistant");
        json.WriteStartArray("parts");
        if (answer.Text.Length > 0)
        {
            WritePart(json, answer.Text);
        }

        foreach (var call in answer.ToolCalls)
        {
            json.WriteStartObject();
            json.WriteString("type", "tool_call");
            json.WriteString("id", call.Id);
            json.WriteString("name", call.Name);
            json.WriteString("arguments", Cap(call.Arguments));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteString("finish_reason", answer.FinishReason ?? "unknown");
        json.WriteEndObject();
        json.WriteEndArray();
    });

    /// <summary>Writes one text part.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="text">The text.</param>
    public static void WritePart(Utf8JsonWriter json, string text)
    {
        json.WriteStartObject();
        json.WriteString("type", "text");
        json.WriteString("content", Cap(text));
        json.WriteEndObject();
    }

    /// <summary>A text within the cap.</summary>
    /// <param name="text">The text.</param>
    /// <returns>The text, or its beginning and three dots.</returns>
    public static string Cap(string text)
    {
        if (text.Length <= MaxCharacters)
        {
            return text;
        }

        var end = char.IsHighSurrogate(text[MaxCharacters - 1]) ? MaxCharacters - 1 : MaxCharacters;
        return string.Concat(text.AsSpan(0, end), "...");
    }

    private static void WriteText(Utf8JsonWriter json, string role, string text)
    {
        json.WriteStartObject();
        json.WriteString("role", role);
        json.WriteStartArray("parts");
        WritePart(json, text);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteTool(Utf8JsonWriter json, JsonElement tool)
    {
        var holder = tool.TryGetProperty("function", out var function) && function.ValueKind == JsonValueKind.Object ? function : tool;
        json.WriteStartObject();
        json.WriteString("type", "function");
        foreach (var (from, to) in ((string, string)[])
            [("name", "name"), ("description", "description"), ("parameters", "parameters"), ("input_schema", "parameters")])
        {
            if (holder.TryGetProperty(from, out var value) && value.GetRawText().Length <= MaxCharacters)
            {
                json.WritePropertyName(to);
                value.WriteTo(json);
            }
        }

        json.WriteEndObject();
    }

    private static string Write(Action<Utf8JsonWriter> write)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, Options))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
