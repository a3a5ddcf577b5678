using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>Finds members of a JSON object in its bytes, without making a document of it.</summary>
internal static class JsonMembers
{
    /// <summary>The deepest nesting that is followed; a deeper document counts as none.</summary>
    public const int MaxDepth = 256;

    /// <summary>The value of a member.</summary>
    /// <param name="json">An object.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>Where the value stands, quotes or brackets included; empty when there is none, or <paramref name="json"/> is no object.</returns>
    public static Range Find(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name)
    {
        try
        {
            var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return default;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isWanted = reader.IsText(name);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                reader.Skip();
                if (isWanted)
                {
                    return start..(int)reader.BytesConsumed;
                }
            }
        }
        catch (JsonException)
        {
            return default;
        }

        return default;
    }

    /// <summary>The text of a member.</summary>
    /// <param name="json">An object.</param>
    /// <param name="name">The member's name.</param>
    /// <returns>The text; null when there is none, or it is not a text.</returns>
    public static string? Text(ReadOnlySpan<byte> json, ReadOnlySpan<byte> name) => TextOf(json[Find(json, name)]);

    /// <summary>The text that a value is.</summary>
    /// <param name="value">One value, or nothing.</param>
    /// <returns>The text; null when it is not a text.</returns>
    public static string? TextOf(ReadOnlySpan<byte> value) => value.Length >= 2 && value[0] == '"' ? JsonText.Decode(value[1..^1]) : null;
}
