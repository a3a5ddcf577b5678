using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>Chat completions messages: <c>content</c> as a text or as parts, <c>tool_calls</c>, and a message of role tool per result.</summary>
internal sealed class OpenAiChatHistory : IHistoryDialect
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly OpenAiChatHistory Instance = new();

    private OpenAiChatHistory()
    {
    }

    /// <inheritdoc/>
    public IReadOnlyList<RequestItem> OfAnswer(DeliveredAnswer answer) =>
        [Message(ItemRole.Assistant, json => WriteAnswer(json, answer.Text, answer.IsComplete ? answer.ToolCalls : []))];

    /// <inheritdoc/>
    public NeutralItem Read(ReadOnlyMemory<byte> item)
    {
        using var document = JsonDocument.Parse(item, new JsonDocumentOptions { MaxDepth = JsonMembers.MaxDepth });
        var message = document.RootElement;
        var role = ItemRole.Of(System.Text.Encoding.UTF8.GetBytes(message.Text("role") ?? ""));
        List<ItemPart> content = [.. OpenAiParts.Read(message.Member("content"))];
        if (role == ItemRole.Tool)
        {
            var id = message.Text("tool_call_id") ?? message.Text("name") ?? "";
            return new NeutralItem(role, [new ItemPart(PartKind.ToolResult, "", id) { Parts = content }]);
        }

        if (message.Text("refusal") is { Length: > 0 } refusal)
        {
            content.Add(ItemPart.OfText(refusal));
        }

        content.AddRange(message.Member("tool_calls").Elements().Select(ReadCall));
        if (message.Member("function_call") is { ValueKind: JsonValueKind.Object } call)
        {
            // Before there were tool calls, a call was known by its function's name.
            content.Add(new ItemPart(PartKind.ToolCall, call.Text("arguments") ?? "{}", call.Text("name") ?? "", call.Text("name") ?? ""));
        }

        return new NeutralItem(role, content);
    }

    /// <inheritdoc/>
    public IReadOnlyList<RequestItem> Write(IReadOnlyList<NeutralItem> items)
    {
        var messages = new List<RequestItem>();
        foreach (var item in Joined(items))
        {
            foreach (var result in item.Parts.Where(part => part.Kind == PartKind.ToolResult))
            {
                messages.Add(Message(ItemRole.Tool, json =>
                {
                    json.WriteString("tool_call_id", result.Id);
                    json.WriteString("content", ItemPart.TextOf(result.Parts));
                }));
            }

            ItemPart[] rest = [.. item.Parts.Where(part => part.Kind != PartKind.ToolResult)];
            if (rest.Length > 0)
            {
                messages.Add(WriteRest(item.Role == ItemRole.Tool ? ItemRole.User : item.Role, rest));
            }
        }

        return messages;
    }

    /// <summary>A message and the calls that follow it, which another dialect keeps apart, are one message here.</summary>
    private static IEnumerable<NeutralItem> Joined(IReadOnlyList<NeutralItem> items)
    {
        NeutralItem? open = null;
        foreach (var item in items)
        {
            if (open is { Role: ItemRole.Assistant } && item.Role == ItemRole.Assistant)
            {
                open = open with { Parts = [.. open.Parts, .. item.Parts] };
                continue;
            }

            if (open is not null)
            {
                yield return open;
            }

            open = item;
        }

        if (open is not null)
        {
            yield return open;
        }
    }

    private static RequestItem WriteRest(string role, ItemPart[] parts)
    {
        ToolCall[] calls = [.. parts.Where(part => part.Kind == PartKind.ToolCall).Select(part => new ToolCall(part.Id, part.Name, part.Text))];
        return Message(role, json =>
        {
            if (calls.Length > 0 || parts.All(part => part.Kind == PartKind.Text))
            {
                WriteAnswer(json, ItemPart.TextOf(parts), calls);
            }
            else
            {
                OpenAiParts.WriteChat(json, parts);
            }
        });
    }

    private static RequestItem Message(string role, Action<Utf8JsonWriter> write) => new(role, WireJson.Write(json =>
    {
        json.WriteString("role", role);
        write(json);
    }));

    private static void WriteAnswer(Utf8JsonWriter json, string text, IReadOnlyList<ToolCall> calls)
    {
        if (text.Length > 0 || calls.Count == 0)
        {
            json.WriteString("content", text);
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
    }

    private static ItemPart ReadCall(JsonElement call)
    {
        var function = call.Member("function") is { ValueKind: JsonValueKind.Object } nested ? nested : call.Member("custom");
        return new ItemPart(
            PartKind.ToolCall, function.Text("arguments") ?? function.Text("input") ?? "{}", call.Text("id") ?? "", function.Text("name") ?? "");
    }
}
