using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>Responses items: messages, and calls and their outputs as items of their own. An answer's output items are input items later.</summary>
internal sealed class OpenAiResponsesHistory : IHistoryDialect
{
    /// <summary>The only instance; it has no state.</summary>
    public static readonly OpenAiResponsesHistory Instance = new();

    private OpenAiResponsesHistory()
    {
    }

    /// <summary>The item that stands for an input which is one text.</summary>
    /// <param name="text">The text as JSON, quotes included.</param>
    /// <returns>A message of role user.</returns>
    public static RequestItem OfText(ReadOnlySpan<byte> text) => new(
        ItemRole.User,
        (byte[])[.. """{"type":"message","role":"user","content":[{"type":"input_text","text":"""u8, .. text, .. "}]}"u8]);

    /// <summary>The response object of an answer that broke off, for those who ask for it later.</summary>
    /// <param name="id">The response's id.</param>
    /// <param name="output">What came of it.</param>
    /// <returns>UTF-8 JSON.</returns>
    public static byte[] OfBroken(string id, IEnumerable<RequestItem> output) => WireJson.Write(json =>
    {
        json.WriteString("id", id);
        json.WriteString("object", "response");
        json.WriteString("status", "incomplete");
        json.WriteStartObject("incomplete_details");
        json.WriteString("reason", "interrupted");
        json.WriteEndObject();
        json.WriteStartArray("output");
        foreach (var item in output)
        {
            json.WriteRawValue(item.Raw.Span, skipInputValidation: true);
        }

        json.WriteEndArray();
    });

    /// <inheritdoc/>
    public IReadOnlyList<RequestItem> OfAnswer(DeliveredAnswer answer)
    {
        var output = answer.Json[JsonMembers.Find(answer.Json.Span, "output"u8)];
        if (output.Length > 2 && output.Span[0] == '[')
        {
            return RequestItem.ReadAll(output);
        }

        ItemPart[] parts =
        [
            .. answer.Text.Length > 0 ? [ItemPart.OfText(answer.Text)] : (ItemPart[])[],
            .. (answer.IsComplete ? answer.ToolCalls : []).Select(call => new ItemPart(PartKind.ToolCall, call.Arguments, call.Id, call.Name)),
        ];
        return Write([new NeutralItem(ItemRole.Assistant, parts)]);
    }

    /// <inheritdoc/>
    public NeutralItem Read(ReadOnlyMemory<byte> item)
    {
        using var document = JsonDocument.Parse(item, new JsonDocumentOptions { MaxDepth = JsonMembers.MaxDepth });
        var root = document.RootElement;
        var id = root.Text("call_id") ?? "";
        switch (root.Text("type"))
        {
            case "function_call" or "custom_tool_call":
                var arguments = root.Text("arguments") ?? root.Text("input") ?? "{}";
                return new NeutralItem(ItemRole.Assistant, [new ItemPart(PartKind.ToolCall, arguments, id, root.Text("name") ?? "")]);
            case "function_call_output" or "custom_tool_call_output":
                ItemPart[] output = [.. OpenAiParts.Read(root.Member("output"))];
                return new NeutralItem(ItemRole.Tool, [new ItemPart(PartKind.ToolResult, "", id) { Parts = output }]);
            case "message" or null:
                var role = ItemRole.Of(System.Text.Encoding.UTF8.GetBytes(root.Text("role") ?? ""));
                return new NeutralItem(role, [.. OpenAiParts.Read(root.Member("content"))]);
            default:
                return new NeutralItem(ItemRole.Other, []);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<RequestItem> Write(IReadOnlyList<NeutralItem> items)
    {
        var written = new List<RequestItem>();
        foreach (var item in items)
        {
            written.AddRange(item.Parts.Where(part => part.Kind == PartKind.ToolResult).Select(OfResult));
            ItemPart[] said = [.. item.Parts.Where(part => part.Kind is not (PartKind.ToolCall or PartKind.ToolResult))];
            if (said.Length > 0)
            {
                written.Add(OfMessage(item.Role == ItemRole.Tool ? ItemRole.User : item.Role, said));
            }

            written.AddRange(item.Parts.Where(part => part.Kind == PartKind.ToolCall).Select(OfCall));
        }

        return written;
    }

    private static RequestItem OfMessage(string role, ItemPart[] parts) => new(role, WireJson.Write(json =>
    {
        json.WriteString("type", "message");
        json.WriteString("role", role);
        json.WritePropertyName("content");
        OpenAiParts.WriteResponses(json, role == ItemRole.Assistant ? "output_text" : "input_text", parts);
    }));

    private static RequestItem OfCall(ItemPart call) => new(ItemRole.Assistant, WireJson.Write(json =>
    {
        json.WriteString("type", "function_call");
        json.WriteString("call_id", call.Id);
        json.WriteString("name", call.Name);
        json.WriteString("arguments", call.Text);
    }));

    private static RequestItem OfResult(ItemPart result) => new(ItemRole.Tool, WireJson.Write(json =>
    {
        json.WriteString("type", "function_call_output");
        json.WriteString("call_id", result.Id);
        json.WritePropertyName("output");
        if (result.Parts.All(part => part.Kind == PartKind.Text))
        {
            json.WriteStringValue(ItemPart.TextOf(result.Parts));
        }
        else
        {
            OpenAiParts.WriteResponses(json, "input_text", result.Parts);
        }
    }));
}
