using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Anthropic messages: blocks of text, tool_use and tool_result. Results stand in a message of role user; neighbours of one role are one
/// message, as the API wants the results of parallel calls together.
/// </summary>
internal sealed class AnthropicHistory : IHistoryDialect
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly AnthropicHistory Instance = new();

    private AnthropicHistory()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<RequestItem> OfAnswer(DeliveredAnswer answer)
    {
        var content = answer.Json.Span[JsonMembers.Find(answer.Json.Span, "content"u8)];
        if (content.Length > 2 && content[0] == '[')
        {
            return [new RequestItem(ItemRole.Assistant, (byte[])[.. """{"role":"assistant","content":"""u8, .. content, (byte)'}'])];
        }

        ItemPart[] parts =
        [
            ItemPart.OfText(answer.Text),
            .. (answer.IsComplete ? answer.ToolCalls : []).Select(call => new ItemPart(PartKind.ToolCall, call.Arguments, call.Id, call.Name)),
        ];
        return [Message(ItemRole.Assistant, parts, answer.IsComplete ? answer.Thinking : [])];
    }

    /// <inheritdoc/>
    public NeutralItem Read(ReadOnlyMemory<byte> item)
    {
        using var document = JsonDocument.Parse(item, new JsonDocumentOptions { MaxDepth = JsonMembers.MaxDepth });
        var message = document.RootElement;
        ItemPart[] parts = [.. AnthropicBlocks.Read(message.Member("content"))];
        return parts.Any(part => part.Kind == PartKind.ToolResult)
            ? new NeutralItem(ItemRole.Tool, parts)
            : new NeutralItem(message.Text("role") == "assistant" ? ItemRole.Assistant : ItemRole.User, parts);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RequestItem> Write(IReadOnlyList<NeutralItem> items)
    {
        var messages = new List<RequestItem>();
        var parts = new List<ItemPart>();
        for (var i = 0; i < items.Count; i++)
        {
            parts.AddRange(items[i].Parts.Where(part => part.Kind != PartKind.Text || part.Text.Length > 0));
            var ends = i + 1 == items.Count || RoleOf(items[i + 1].Role) != RoleOf(items[i].Role);
            if (ends && parts.Count > 0)
            {
                var isTool = parts.Exists(part => part.Kind == PartKind.ToolResult);
                messages.Add(Message(RoleOf(items[i].Role), parts) with { Role = isTool ? ItemRole.Tool : RoleOf(items[i].Role) });
                parts.Clear();
            }
        }

        return messages;
    }

    private static string RoleOf(string role) => role == ItemRole.Assistant ? ItemRole.Assistant : ItemRole.User;

    private static RequestItem Message(
        string role, IReadOnlyList<ItemPart> parts, IReadOnlyList<ReadOnlyMemory<byte>>? thinking = null) => new(role, WireJson.Write(json =>
    {
        json.WriteString("role", role);
        json.WriteStartArray("content");
        foreach (var block in thinking ?? [])
        {
            json.WriteRawValue(block.Span, skipInputValidation: true);
        }

        // Results first: the API refuses a user message that has anything before them.
        foreach (var part in parts.OrderBy(part => part.Kind == PartKind.ToolResult ? 0 : 1))
        {
            AnthropicBlocks.Write(json, part);
        }

        json.WriteEndArray();
    }));
}
