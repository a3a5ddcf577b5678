using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>Writes one message of a request, in OpenAI chat, Responses or Anthropic form, as role and parts.</summary>
internal static class MessageParts
{
    /// <summary>Writes the message.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="message">The message.</param>
    /// <returns>Its text when its role is user and it has one, else null.</returns>
    public static string? Write(Utf8JsonWriter json, JsonElement message)
    {
        var role = Text(message, "role");
        string? text = null;
        json.WriteStartObject();
        json.WriteString("role", role ?? (Text(message, "type") == "function_call" ? "assistant" : "tool"));
        json.WriteStartArray("parts");
        if (role == "tool" || Text(message, "type") == "function_call_output")
        {
            var result = message.TryGetProperty("content", out var content) || message.TryGetProperty("output", out content) ? content : default;
            WriteResponse(json, Text(message, "tool_call_id") ?? Text(message, "call_id"), result);
        }
        else if (message.TryGetProperty("content", out var content))
        {
            text = WriteContent(json, content);
        }

        WriteCalls(json, message);
        json.WriteEndArray();
        json.WriteEndObject();
        return role == "user" ? text : null;
    }

    /// <summary>Writes content: a text, or an array of parts.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="content">The content.</param>
    /// <returns>Its last text, null when it has none.</returns>
    public static string? WriteContent(Utf8JsonWriter json, JsonElement content)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            var whole = content.Decode();
            GenAiMessages.WritePart(json, whole);
            return whole;
        }

        string? text = null;
        if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                text = WritePart(json, part) ?? text;
            }
        }

        return text;
    }

    private static string? WritePart(Utf8JsonWriter json, JsonElement part)
    {
        var type = Text(part, "type");
        switch (type)
        {
            case "text" or "input_text" or "output_text" when Text(part, "text") is { } text:
                GenAiMessages.WritePart(json, text);
                return text;
            case "tool_use":
                WriteCall(json, Text(part, "id"), Text(part, "name"), part.TryGetProperty("input", out var input) ? input.GetRawText() : "{}");
                break;
            case "tool_result":
                WriteResponse(json, Text(part, "tool_use_id"), part.TryGetProperty("content", out var result) ? result : default);
                break;
            default:
                // Images and files: that there was one, not its bytes.
                json.WriteStartObject();
                json.WriteString("type", type ?? "unknown");
                json.WriteEndObject();
                break;
        }

        return null;
    }

    private static void WriteCalls(Utf8JsonWriter json, JsonElement message)
    {
        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                var function = call.ValueKind == JsonValueKind.Object && call.TryGetProperty("function", out var nested) ? nested : call;
                WriteCall(json, Text(call, "id"), Text(function, "name"), Text(function, "arguments") ?? "{}");
            }
        }
        else if (Text(message, "type") == "function_call")
        {
            WriteCall(json, Text(message, "call_id"), Text(message, "name"), Text(message, "arguments") ?? "{}");
        }
    }

    private static void WriteCall(Utf8JsonWriter json, string? id, string? name, string arguments)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_call");
        json.WriteString("id", id);
        json.WriteString("name", name);
        json.WriteString("arguments", GenAiMessages.Cap(arguments));
        json.WriteEndObject();
    }

    private static void WriteResponse(Utf8JsonWriter json, string? id, JsonElement result)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_call_response");
        json.WriteString("id", id);
        json.WriteString("response", GenAiMessages.Cap(result.ValueKind switch
        {
            JsonValueKind.Undefined => "",
            JsonValueKind.String => result.Decode(),
            _ => result.GetRawText(),
        }));
        json.WriteEndObject();
    }

    private static string? Text(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.Decode()
            : null;
}
