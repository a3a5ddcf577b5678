using System.Text.Json;

namespace LlmAspire.Signals.Conversations;

/// <summary>
/// Reads a list of OpenAI chat messages, Responses items, Anthropic messages or rows <c>{from, value}</c>. Each entry is told by its own
/// members, so a list may mix them. What is not text, a tool call or a tool result is left out.
/// </summary>
public static class ConversationReader
{
    /// <summary>Reads an array of entries, or a text that stands for one user message.</summary>
    /// <exception cref="ConversationFormatException">It is no such list.</exception>
    public static Conversation Read(JsonElement messages)
    {
        var builder = new ConversationBuilder();
        if (messages.ValueKind == JsonValueKind.String)
        {
            builder.Add(messages);
            return builder.ToConversation();
        }

        if (messages.ValueKind != JsonValueKind.Array)
        {
            throw new ConversationFormatException($"'messages' must be an array of messages, not {messages.ValueKind}.");
        }

        foreach (var message in messages.EnumerateArray())
        {
            builder.Add(message);
        }

        return builder.ToConversation();
    }
}
