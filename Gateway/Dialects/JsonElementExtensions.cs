using System.Runtime.InteropServices;
using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>Reads members of JSON that may have any shape.</summary>
internal static class JsonElementExtensions
{
    /// <summary>The text of a member.</summary>
    /// <param name="holder">Any value.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The text; null when there is none.</returns>
    public static string? Text(this JsonElement holder, string name) =>
        holder.Member(name) is { ValueKind: JsonValueKind.String } value ? value.Decode() : null;

    /// <summary>A text that need not be valid Unicode: half a surrogate pair is no reason to fail.</summary>
    /// <param name="text">A text.</param>
    /// <returns>Its characters.</returns>
    public static string Decode(this JsonElement text) => JsonText.Decode(JsonMarshal.GetRawUtf8Value(text)[1..^1]);

    /// <summary>A member.</summary>
    /// <param name="holder">Any value.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The value; an undefined one when there is none.</returns>
    public static JsonElement Member(this JsonElement holder, string name)
    {
        try
        {
            return holder.ValueKind == JsonValueKind.Object && holder.TryGetProperty(name, out var value) ? value : default;
        }
        catch (InvalidOperationException)
        {
            // Another member's name is no Unicode, which the search cannot pass by.
            return default;
        }
    }

    /// <summary>The elements of a value.</summary>
    /// <param name="value">Any value.</param>
    /// <returns>Its elements; none when it is no array.</returns>
    public static IEnumerable<JsonElement> Elements(this JsonElement value) =>
        value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];
}
