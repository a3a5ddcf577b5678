using System.Collections.Immutable;
using System.Text.Json;

namespace LlmAspire.MockLlm.Dialects;

/// <summary>Looks into JSON that may have any shape.</summary>
internal static class JsonReading
{
    /// <summary>A member of an object.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The member; null when the value is no object, or the member is absent or null.</returns>
    public static JsonElement? Member(this JsonElement value, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member) && member.ValueKind != JsonValueKind.Null
            ? member
            : null;

    /// <summary>A member that is a text.</summary>
    /// <param name="value">Any value.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The text; null when it is not there or not a text.</returns>
    public static string? Text(this JsonElement value, string name) =>
        value.Member(name) is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;

    /// <summary>The texts among some values.</summary>
    /// <param name="values">Any values.</param>
    /// <returns>The texts that are not empty.</returns>
    public static ImmutableArray<string> Texts(IEnumerable<JsonElement> values) =>
    [
        .. values.Where(value => value.ValueKind == JsonValueKind.String).Select(value => value.GetString()!).Where(text => text.Length > 0),
    ];

    /// <summary>The text of a message's content: a text itself, or the texts of its parts one after the other.</summary>
    /// <param name="content">The content.</param>
    /// <returns>The text; empty when there is none.</returns>
    public static string TextOfContent(JsonElement? content) => content switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Array } parts => string.Concat(parts.EnumerateArray().Select(part => part.Text("text") ?? "")),
        _ => "",
    };
}
