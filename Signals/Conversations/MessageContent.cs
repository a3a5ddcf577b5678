using System.Text.Json;

namespace LlmAspire.Signals.Conversations;

/// <summary>Reads text and blocks out of a message's content, whatever dialect it is in.</summary>
internal static class MessageContent
{
    /// <summary>The text of a content: itself, or its text parts joined by a line break; empty when there is none.</summary>
    public static string Text(JsonElement content) => content.ValueKind switch
    {
        JsonValueKind.String => content.GetString()!,
        JsonValueKind.Array => string.Join('\n', content.EnumerateArray().Select(PartText).OfType<string>()),
        JsonValueKind.Object => PartText(content) ?? content.GetRawText(),
        _ => "",
    };

    /// <summary>A string's text; any other value as its JSON.</summary>
    public static string TextOrJson(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();

    /// <summary>The blocks of one type in a content that is a list.</summary>
    public static IEnumerable<JsonElement> Blocks(JsonElement content, string type) =>
        content.ValueKind == JsonValueKind.Array
            ? content.EnumerateArray().Where(block => String(block, "type") == type)
            : [];

    /// <summary>A member of an object; null when it has none of the name or is no object.</summary>
    public static JsonElement? Member(JsonElement owner, string name) =>
        owner.ValueKind == JsonValueKind.Object && owner.TryGetProperty(name, out var value) ? value : null;

    /// <summary>The text of a string member; null when there is none.</summary>
    public static string? String(JsonElement owner, string name) =>
        Member(owner, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    private static string? PartText(JsonElement part) => part.ValueKind == JsonValueKind.String
        ? part.GetString()
        : String(part, "type") switch
        {
            "text" or "input_text" or "output_text" => String(part, "text"),
            "refusal" => String(part, "refusal"),
            _ => null,
        };
}
