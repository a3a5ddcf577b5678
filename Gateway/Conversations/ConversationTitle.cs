using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>What people see a conversation under: the beginning of its first user text, on one line.</summary>
internal static class ConversationTitle
{
    private const int MaxCharacters = 80;

    // More than a title needs, since a cut at the end may read as something else; where much is escaped or no ASCII, all is decoded.
    private const int MaxBytes = 5 * MaxCharacters;

    /// <summary>The title after items.</summary>
    /// <param name="items">The items, oldest first.</param>
    /// <returns>The title; empty when no item of role user has text.</returns>
    public static string Of(IReadOnlyList<ConversationItem> items)
    {
        foreach (var item in items)
        {
            if (item.Role == ItemRole.User && Shorten(TextOf(item).AsSpan().Trim()) is { Length: > 0 } title)
            {
                return title;
            }
        }

        return "";
    }

    private static string TextOf(ConversationItem item)
    {
        // Most are {"role":"user","content":"text"}, which needs no document, and of which the beginning will do.
        var content = item.Message.Span[JsonMembers.Find(item.Message.Span, "content"u8)];
        if (content.Length > MaxBytes && content[0] == '"')
        {
            var beginning = JsonText.Decode(content[1..MaxBytes]);
            if (beginning.AsSpan().Trim().Length > 2 * MaxCharacters)
            {
                return beginning;
            }
        }

        return JsonMembers.TextOf(content) ?? Api.Named(item.Dialect)?.History?.Read(item.Message).Text ?? "";
    }

    private static string Shorten(ReadOnlySpan<char> text)
    {
        var end = Math.Min(text.Length, MaxCharacters);
        if (end < text.Length && char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        var rest = end < text.Length ? "..." : "";
        Span<char> line = stackalloc char[MaxCharacters];
        for (var i = 0; i < end; i++)
        {
            line[i] = char.IsControl(text[i]) ? ' ' : text[i];
        }

        return string.Concat(line[..end], rest);
    }
}
