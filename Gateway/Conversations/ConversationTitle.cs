using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>What people see a conversation under: the beginning of its first user text, on one line.</summary>
internal static class ConversationTitle
{
    private const int MaxCharacters = 80;

    /// <summary>The title after items.</summary>
    /// <param name="items">The items, oldest first.</param>
    /// <returns>The title; empty when no item of role user has text.</returns>
    public static string Of(IReadOnlyList<ConversationItem> items)
    {
        foreach (var item in items)
        {
            if (item.Role == ItemRole.User && TextOf(item).Trim() is { Length: > 0 } text)
            {
                return Shorten(text);
            }
        }

        return "";
    }

    private static string TextOf(ConversationItem item)
    {
        // Most are {"role":"user","content":"text"}, which needs no document.
        var content = item.Message.Span[JsonMembers.Find(item.Message.Span, "content"u8)];
        return JsonMembers.TextOf(content) ?? Api.Named(item.Dialect)?.History?.Read(item.Message).Text ?? "";
    }

    private static string Shorten(string text)
    {
        var end = Math.Min(text.Length, MaxCharacters);
        if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        var line = string.Create(end, text, static (span, text) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                span[i] = char.IsControl(text[i]) ? ' ' : text[i];
            }
        });
        return end < text.Length ? line + "..." : line;
    }
}
