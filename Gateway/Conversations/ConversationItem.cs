using System.Text;
using System.Text.Json;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>One message of a conversation, as it came, with the dialect that it is written in.</summary>
/// <param name="Dialect">The API's name.</param>
/// <param name="Role">The message's role.</param>
/// <param name="Message">The message's JSON.</param>
/// <param name="IsIncomplete">Whether it is an answer that broke off.</param>
internal sealed record ConversationItem(string Dialect, string Role, ReadOnlyMemory<byte> Message, bool IsIncomplete = false)
{
    /// <summary>The form in which an item is stored: one JSON object.</summary>
    /// <returns>UTF-8 JSON.</returns>
    public byte[] ToStored() => WireJson.Write(json =>
    {
        json.WriteString("dialect", Dialect);
        json.WriteString("role", Role);
        if (IsIncomplete)
        {
            json.WriteBoolean("incomplete", true);
        }

        json.WritePropertyName("message");
        json.WriteRawValue(Message.Span, skipInputValidation: true);
    });

    /// <summary>Reads a stored item.</summary>
    /// <param name="stored">What was stored.</param>
    /// <returns>The item; null when it is none, which must not spoil the rest of the conversation.</returns>
    public static ConversationItem? FromStored(ReadOnlyMemory<byte> stored)
    {
        try
        {
            using var document = JsonDocument.Parse(stored);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object
                && root.TryGetProperty("dialect", out var dialect) && dialect.ValueKind == JsonValueKind.String
                && root.TryGetProperty("role", out var role) && role.ValueKind == JsonValueKind.String
                && root.TryGetProperty("message", out var message) && message.ValueKind == JsonValueKind.Object
                ? new ConversationItem(
                    dialect.GetString()!,
                    role.GetString()!,
                    Encoding.UTF8.GetBytes(message.GetRawText()),
                    root.TryGetProperty("incomplete", out var incomplete) && incomplete.ValueKind == JsonValueKind.True)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
