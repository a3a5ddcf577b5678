using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>An answer as an Anthropic message: text and tool_use blocks.</summary>
internal sealed class AnthropicHistory : IHistoryDialect
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly AnthropicHistory Instance = new();

    private AnthropicHistory()
    {
    }

    /// <inheritdoc/>
    public byte[] ToMessage(DeliveredAnswer answer) => WireJson.Write(json =>
    {
        json.WriteString("role", "assistant");
        json.WriteStartArray("content");
        if (answer.Text.Length > 0)
        {
            json.WriteStartObject();
            json.WriteString("type", "text");
            json.WriteString("text", answer.Text);
            json.WriteEndObject();
        }

        foreach (var call in answer.IsComplete ? answer.ToolCalls : [])
        {
            WriteCall(json, call);
        }

        json.WriteEndArray();
    });

    private static void WriteCall(Utf8JsonWriter json, ToolCall call)
    {
        json.WriteStartObject();
        json.WriteString("type", "tool_use");
        json.WriteString("id", call.Id);
        json.WriteString("name", call.Name);
        json.WritePropertyName("input");
        JsonText.WriteJsonOrText(json, call.Arguments);
        json.WriteEndObject();
    }
}
