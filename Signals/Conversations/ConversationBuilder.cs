using System.Text.Json;

namespace LlmAspire.Signals.Conversations;

/// <summary>Puts a conversation together entry by entry. Every entry added takes one message index, whether it gives rows or not.</summary>
public sealed class ConversationBuilder
{
    private readonly List<ConversationRow> _rows = [];
    private int _index = -1;

    /// <summary>What was added so far.</summary>
    public Conversation ToConversation() => new(_rows.ToArray());

    /// <summary>Adds a message, item or row in its own JSON, or a text that stands for a user message.</summary>
    /// <exception cref="ConversationFormatException">The entry is of none of the forms that are read.</exception>
    public void Add(JsonElement entry)
    {
        _index++;
        try
        {
            AddEntry(entry);
        }
        catch (InvalidOperationException exception)
        {
            // The one way reading a JSON string fails: invalid UTF-8, or an escape that is half of a surrogate pair.
            throw new ConversationFormatException($"messages[{_index}] has a text that is no valid Unicode.", exception);
        }
    }

    /// <summary>Adds an assistant message that was read elsewhere: its text, when there is any, and then its calls.</summary>
    public void AddAssistant(string text, IEnumerable<ToolInvocation> calls)
    {
        _index++;
        AddSpeech(RowKind.Assistant, text);
        foreach (var call in calls)
        {
            Append(call);
        }
    }

    private void AddEntry(JsonElement entry)
    {
        if (entry.ValueKind == JsonValueKind.String)
        {
            AddRow(RowKind.Human, entry.GetString()!);
        }
        else if (entry.ValueKind != JsonValueKind.Object)
        {
            throw new ConversationFormatException($"messages[{_index}] must be an object, not {entry.ValueKind}.");
        }
        else if (entry.TryGetProperty("from", out var from))
        {
            AddGivenRow(entry, from);
        }
        else if (entry.TryGetProperty("role", out var role))
        {
            AddMessage(entry, role.ValueKind == JsonValueKind.String ? role.GetString()! : "");
        }
        else if (entry.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String)
        {
            AddItem(entry, type.GetString()!);
        }
        else
        {
            throw new ConversationFormatException($"messages[{_index}] has none of 'role', 'from' and 'type'.");
        }
    }

    private void AddGivenRow(JsonElement entry, JsonElement from)
    {
        var kind = from.ValueKind == JsonValueKind.String ? from.GetString() switch
        {
            "human" => RowKind.Human,
            "gpt" => RowKind.Assistant,
            "function_call" => RowKind.ToolCall,
            "observation" => RowKind.ToolResult,
            _ => RowKind.Other,
        } : RowKind.Other;
        var text = entry.TryGetProperty("value", out var value) ? MessageContent.TextOrJson(value) : "";
        _rows.Add(new ConversationRow
        {
            Kind = kind,
            Text = text,
            MessageIndex = _index,
            Call = kind == RowKind.ToolCall ? WrittenCall.Read(text) : null,
        });
    }

    private void AddMessage(JsonElement message, string role)
    {
        message.TryGetProperty("content", out var content);
        switch (role)
        {
            case "user":
                AddUser(content);
                break;
            case "assistant" or "model":
                AddSpeech(RowKind.Assistant, MessageContent.Text(content));
                AddCalls(message, content);
                break;
            case "tool" or "function":
                AddResult(MessageContent.Text(content), MessageContent.String(message, "tool_call_id"));
                break;
        }
    }

    private void AddUser(JsonElement content)
    {
        var results = false;
        foreach (var block in MessageContent.Blocks(content, "tool_result"))
        {
            results = true;
            block.TryGetProperty("content", out var output);
            var failed = block.TryGetProperty("is_error", out var error) && error.ValueKind == JsonValueKind.True;
            AddResult(MessageContent.Text(output), MessageContent.String(block, "tool_use_id"), failed);
        }

        var text = MessageContent.Text(content);
        if (text.Length > 0 || !results)
        {
            AddRow(RowKind.Human, text);
        }
    }

    private void AddCalls(JsonElement message, JsonElement content)
    {
        foreach (var block in MessageContent.Blocks(content, "tool_use"))
        {
            AddCall(block, "input", "id");
        }

        if (message.TryGetProperty("tool_calls", out var calls) && calls.ValueKind == JsonValueKind.Array)
        {
            foreach (var call in calls.EnumerateArray())
            {
                AddChatCall(call);
            }
        }

        if (message.TryGetProperty("function_call", out var legacy) && legacy.ValueKind == JsonValueKind.Object)
        {
            AddCall(legacy, "arguments", "id");
        }
    }

    private void AddChatCall(JsonElement call)
    {
        var id = MessageContent.String(call, "id");
        if (MessageContent.Member(call, "function") is { ValueKind: JsonValueKind.Object } function)
        {
            Append(new ToolInvocation(MessageContent.String(function, "name") ?? "", Arguments(function, "arguments"), id));
        }
        else if (MessageContent.Member(call, "custom") is { ValueKind: JsonValueKind.Object } custom)
        {
            Append(new ToolInvocation(MessageContent.String(custom, "name") ?? "", Arguments(custom, "input"), id));
        }
    }

    private void AddItem(JsonElement item, string type)
    {
        switch (type)
        {
            case "function_call":
                AddCall(item, "arguments", "call_id");
                break;
            case "custom_tool_call":
                AddCall(item, "input", "call_id");
                break;
            case "function_call_output" or "custom_tool_call_output":
                AddResult(MessageContent.Text(MessageContent.Member(item, "output") ?? default), MessageContent.String(item, "call_id"));
                break;
            case "mcp_call":
                AddMcpCall(item);
                break;
        }
    }

    private void AddMcpCall(JsonElement item)
    {
        AddCall(item, "arguments", "id");
        var id = MessageContent.String(item, "id");
        if (MessageContent.Member(item, "error") is { ValueKind: not JsonValueKind.Null } error)
        {
            AddResult(MessageContent.TextOrJson(error), id, failed: true);
        }
        else if (MessageContent.String(item, "output") is { } output)
        {
            AddResult(output, id);
        }
    }

    private void AddCall(JsonElement call, string arguments, string id) =>
        Append(new ToolInvocation(MessageContent.String(call, "name") ?? "", Arguments(call, arguments), MessageContent.String(call, id)));

    private static string Arguments(JsonElement owner, string name) =>
        MessageContent.Member(owner, name) is { } arguments ? MessageContent.TextOrJson(arguments) : "";

    private void Append(ToolInvocation call) =>
        _rows.Add(new ConversationRow { Kind = RowKind.ToolCall, MessageIndex = _index, Call = call, CallId = call.CallId });

    private void AddResult(string text, string? callId, bool failed = false) =>
        _rows.Add(new ConversationRow
        {
            Kind = RowKind.ToolResult,
            Text = text,
            MessageIndex = _index,
            CallId = callId,
            IsError = failed,
        });

    private void AddSpeech(RowKind kind, string text)
    {
        if (text.Length > 0)
        {
            AddRow(kind, text);
        }
    }

    private void AddRow(RowKind kind, string text) =>
        _rows.Add(new ConversationRow { Kind = kind, Text = text, MessageIndex = _index });
}
