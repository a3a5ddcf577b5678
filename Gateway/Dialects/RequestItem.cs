using System.Text.Json;

namespace LlmAspire.Gateway.Dialects;

/// <summary>One item of a request, in any dialect, as it stands there.</summary>
/// <param name="Role">A constant of <see cref="ItemRole"/>, after the item's role, its type and, for Anthropic's tool results, its content.</param>
/// <param name="Raw">Its JSON.</param>
internal readonly record struct RequestItem(string Role, ReadOnlyMemory<byte> Raw)
{
    /// <summary>Reads an array of items.</summary>
    /// <param name="array">The array's JSON, already known to be valid; empty for none.</param>
    /// <returns>The items in order; elements that are no objects are left out.</returns>
    public static List<RequestItem> ReadAll(ReadOnlyMemory<byte> array)
    {
        var items = new List<RequestItem>();
        if (array.IsEmpty)
        {
            return items;
        }

        var reader = new Utf8JsonReader(array.Span, new JsonReaderOptions { MaxDepth = JsonMembers.MaxDepth });
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
        string? role = null;
        var byType = ItemRole.Other;
        var hasResult = false;
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isRole = reader.IsText("role"u8);
            var isType = reader.IsText("type"u8);
            var isContent = reader.IsText("content"u8);
            reader.Read();
            if (isRole && reader.TokenType == JsonTokenType.String)
            {
                role = ItemRole.Of(reader.HasValueSequence ? default : reader.ValueSpan);
            }
            else if (isType && reader.TokenType == JsonTokenType.String)
            {
                byType = OfType(ref reader);
            }
            else if (isContent && reader.TokenType == JsonTokenType.StartArray)
            {
                hasResult = HasToolResult(ref reader);
            }

            reader.Skip();
        }

        return hasResult ? ItemRole.Tool : role ?? byType;
    }

    /// <summary>Responses items that are no messages have a type instead of a role.</summary>
    private static string OfType(ref Utf8JsonReader reader) =>
        reader.ValueSpan.EndsWith("_output"u8) ? ItemRole.Tool
        : reader.ValueSpan.EndsWith("_call"u8) || reader.IsText("reasoning"u8) ? ItemRole.Assistant
        : ItemRole.Other;

    private static bool HasToolResult(ref Utf8JsonReader reader)
    {
        var found = false;
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.StartObject)
            {
                reader.Skip();
                continue;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.IsText("type"u8);
                reader.Read();
                found |= isType && reader.TokenType == JsonTokenType.String && reader.IsText("tool_result"u8);
                reader.Skip();
            }
        }

        return found;
    }
}
