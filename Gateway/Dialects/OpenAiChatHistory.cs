namespace LlmAspire.Gateway.Dialects;

/// <summary>An answer as a chat completions message: <c>content</c> and <c>tool_calls</c>.</summary>
internal sealed class OpenAiChatHistory : IHistoryDialect
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly OpenAiChatHistory Instance = new();

    private OpenAiChatHistory()
    {
    }

    /// <inheritdoc/>
    public byte[] ToMessage(DeliveredAnswer answer) => WireJson.Write(json =>
    {
        json.WriteString("role", "assistant");
        var calls = answer.IsComplete ? answer.ToolCalls : [];
        if (answer.Text.Length > 0 || calls.Count == 0)
        {
            json.WriteString("content", answer.Text);
        }
        else
        {
            json.WriteNull("content");
        }

        if (calls.Count == 0)
        {
            return;
        }

        json.WriteStartArray("tool_calls");
        foreach (var call in calls)
        {
            json.WriteStartObject();
            json.WriteString("id", call.Id);
            json.WriteString("type", "function");
            json.WriteStartObject("function");
            json.WriteString("name", call.Name);
            json.WriteString("arguments", call.Arguments);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
