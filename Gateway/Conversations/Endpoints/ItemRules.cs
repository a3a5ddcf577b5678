using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>
/// What an item must have before it may be added to a conversation: without it every later request would be refused by the provider. Types
/// that are not known here are taken as they are.
/// </summary>
internal static class ItemRules
{
    /// <summary>Checks an item.</summary>
    /// <param name="item">The item.</param>
    /// <returns>Where it is wrong, as a path within the item, and what must be there; null when nothing is wrong.</returns>
    public static (string At, string Must)? Check(JsonElement item)
    {
        if (item.ValueKind != JsonValueKind.Object)
        {
            return ("", "must be an object");
        }

        if (item.Member("type") is { ValueKind: not (JsonValueKind.Undefined or JsonValueKind.String) })
        {
            return (".type", "must be a text");
        }

        return item.Text("type") switch
        {
            null or "message" => CheckMessage(item),
            "item_reference" => (".type", "cannot be 'item_reference': the gateway keeps items themselves"),
            "function_call" => NeedsTexts(item, "call_id", "name", "arguments"),
            "custom_tool_call" => NeedsTexts(item, "call_id", "name", "input"),
            "function_call_output" or "custom_tool_call_output" => NeedsTexts(item, "call_id") ?? CheckContent(item, "output"),
            "reasoning" => item.Member("summary").ValueKind == JsonValueKind.Array ? null : (".summary", "must be an array"),
            "" => (".type", "must not be empty"),
            _ => null,
        };
    }

    private static (string At, string Must)? CheckMessage(JsonElement item) =>
        item.Text("role") is "user" or "assistant" or "system" or "developer"
            ? CheckContent(item, "content")
            : (".role", "must be 'user', 'assistant', 'system' or 'developer'");

    private static (string At, string Must)? CheckContent(JsonElement item, string member)
    {
        var content = item.Member(member);
        if (content.ValueKind == JsonValueKind.String)
        {
            return null;
        }

        if (content.ValueKind != JsonValueKind.Array)
        {
            return ($".{member}", "must be a text or an array of parts");
        }

        foreach (var (i, part) in content.EnumerateArray().Index())
        {
            if (CheckPart(part) is { } wrong)
            {
                return ($".{member}[{i}]{wrong.At}", wrong.Must);
            }
        }

        return null;
    }

    private static (string At, string Must)? CheckPart(JsonElement part) => part.Text("type") switch
    {
        null or "" => (".type", "must be the part's type"),
        "input_text" or "output_text" => NeedsTexts(part, "text"),
        "refusal" => NeedsTexts(part, "refusal"),
        "input_image" => NeedsOneOf(part, "image_url", "file_id"),
        "input_file" => NeedsOneOf(part, "file_id", "file_data", "file_url"),
        _ => null,
    };

    private static (string At, string Must)? NeedsTexts(JsonElement item, params ReadOnlySpan<string> members)
    {
        foreach (var member in members)
        {
            if (item.Text(member) is null)
            {
                return ($".{member}", "must be a text");
            }
        }

        return null;
    }

    private static (string At, string Must)? NeedsOneOf(JsonElement part, params string[] members) =>
        members.Any(member => part.Text(member) is not null) ? null : ($".{members[0]}", $"must be there, or one of {string.Join(", ", members[1..])}");
}
