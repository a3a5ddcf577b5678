using System.Text.Json;

namespace LlmAspire.Signals.Refined.Tools;

/// <summary>
/// Takes the text out of a result that is written as content parts, <c>[{"type": "text", "text": ...}]</c>, alone or as the member
/// <c>content</c> next to <c>isError</c>, as tools behind the Model Context Protocol return it.
/// </summary>
internal static class ContentParts
{
    private const int MaxCharacters = 100_000;

    /// <summary>The text of the parts and whether they are marked as an error; null for a result that is something else.</summary>
    public static (string Text, bool IsError)? Read(string text)
    {
        if (text.Length > MaxCharacters || !text.Contains("\"text\"", StringComparison.Ordinal) || !text.Contains("\"type\"", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(text);
            var root = json.RootElement;
            var isObject = root.ValueKind == JsonValueKind.Object;
            var parts = isObject && root.TryGetProperty("content", out var content) ? content : root;
            var isError = isObject && root.TryGetProperty("isError", out var mark) && mark.ValueKind == JsonValueKind.True;
            return parts.ValueKind == JsonValueKind.Array && parts.GetArrayLength() > 0 && parts.EnumerateArray().All(IsText)
                ? (string.Join('\n', parts.EnumerateArray().Select(static part => part.GetProperty("text").GetString())), isError)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsText(JsonElement part) => part.ValueKind == JsonValueKind.Object
        && part.TryGetProperty("type", out var type) && type.ValueKind == JsonValueKind.String && type.ValueEquals("text")
        && part.TryGetProperty("text", out var text) && text.ValueKind == JsonValueKind.String;
}
