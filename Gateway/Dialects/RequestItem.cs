using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>One message of a request, as it stands there.</summary>
/// <param name="Role">Its role; empty when it has none.</param>
/// <param name="Raw">Its JSON.</param>
internal readonly record struct RequestItem(string Role, ReadOnlyMemory<byte> Raw)
{
    /// <summary>Reads an array of messages.</summary>
    /// <param name="array">The array's JSON, already known to be valid; empty for none.</param>
    /// <returns>The messages in order; elements that are no objects are left out.</returns>
    public static List<RequestItem> ReadAll(ReadOnlyMemory<byte> array)
    {
        var items = new List<RequestItem>();
        if (array.IsEmpty)
        {
            return items;
        }

        var reader = new Utf8JsonReader(array.Span, new JsonReaderOptions { MaxDepth = 256 });
        reader.Read();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            var start = (int)reader.TokenStartIndex;
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            var role = ReadRole(ref reader);
            items.Add(new RequestItem(role, array[start..(int)reader.BytesConsumed]));
        }

        return items;
    }

    private static string ReadRole(ref Utf8JsonReader reader)
    {
        var role = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.ValueTextEquals("role"u8);
            reader.Read();
            if (isRole && reader.TokenType == JsonTokenType.String)
            {
                role = Known(ref reader);
            }

            reader.Skip();
        }

        return role;
    }

    private static string Known(ref Utf8JsonReader reader)
    {
        foreach (var role in (ReadOnlySpan<string>)["user", "assistant", "system", "tool", "developer"])
        {
            if (reader.ValueTextEquals(role))
            {
                return role;
            }
        }

        return reader.GetString() ?? "";
    }
}
