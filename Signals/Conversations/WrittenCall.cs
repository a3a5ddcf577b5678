using System.Text.Json;

namespace LlmAspire.Signals.Conversations;

/// <summary>Reads a tool call out of a row's text: a JSON object with name and arguments, <c>name(arguments)</c> or a bare name.</summary>
internal static class WrittenCall
{
    // Deeper JSON is taken for text.
    private const int MaxDepth = 64;

    /// <summary>The call; null for an empty text.</summary>
    public static ToolInvocation? Read(string text)
    {
        var trimmed = text.Trim();
        if (trimmed.Length == 0)
        {
            return null;
        }

        if (trimmed[0] == '{' && ReadObject(trimmed) is { } call)
        {
            return call;
        }

        var parenthesis = trimmed.IndexOf('(');
        return parenthesis > 0 && trimmed[^1] == ')'
            ? new ToolInvocation(trimmed[..parenthesis].Trim(), trimmed[(parenthesis + 1)..^1].Trim())
            : new ToolInvocation(trimmed, "");
    }

    private static ToolInvocation? ReadObject(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MaxDepth });
            var root = document.RootElement;
            var name = MessageContent.String(root, "name") ?? MessageContent.String(root, "function") ?? "unknown";
            var arguments = MessageContent.Member(root, "arguments") ?? MessageContent.Member(root, "args");
            var id = MessageContent.String(root, "id") ?? MessageContent.String(root, "call_id");
            return new ToolInvocation(name, arguments is { } given ? MessageContent.TextOrJson(given) : "", id);
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
