using System.Text;
using System.Text.Json;

namespace LlmAspire.Gateway.Conversations;

/// <summary>What makes two messages the same one: role, text and the ids of tool calls and results. Reads OpenAI chat and Anthropic messages.</summary>
/// <param name="Role">The role.</param>
/// <param name="Text">The text of all text parts.</param>
/// <param name="ToolIds">The ids, in order, with blanks between them.</param>
internal readonly record struct MessageText(string Role, string Text, string ToolIds)
{
    /// <summary>Reads a message.</summary>
    /// <param name="message">Its JSON, already known to be valid.</param>
    /// <returns>What it is.</returns>
    public static MessageText Of(ReadOnlyMemory<byte> message)
    {
        using var document = JsonDocument.Parse(message, new JsonDocumentOptions { MaxDepth = 256 });
        var root = document.RootElement;
        var text = new StringBuilder();
        var ids = new StringBuilder();
        if (root.TryGetProperty("content", out var content))
        {
            ReadContent(content, text, ids);
        }

        if (root.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                AddId(call, "id", ids);
            }
        }

        AddId(root, "tool_call_id", ids);
        return new MessageText(String(root, "role") ?? "", text.ToString(), ids.ToString());
    }

    private static void ReadContent(JsonElement content, StringBuilder text, StringBuilder ids)
    {
        if (content.ValueKind == JsonValueKind.String)
        {
            text.Append(content.GetString());
        }
        else if (content.ValueKind == JsonValueKind.Array)
        {
            foreach (var part in content.EnumerateArray())
            {
                switch (String(part, "type"))
                {
                    case "text": text.Append(String(part, "text")); break;
                    case "tool_use": AddId(part, "id", ids); break;
                    case "tool_result": AddId(part, "tool_use_id", ids); break;
                }
            }
        }
    }

    private static void AddId(JsonElement holder, string name, StringBuilder ids)
    {
        if (String(holder, name) is { } id)
        {
            ids.Append(id).Append(' ');
        }
    }

    private static string? String(JsonElement holder, string name) =>
        holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
