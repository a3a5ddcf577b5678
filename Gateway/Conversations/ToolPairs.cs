using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// Leaves out the calls and results of tools that have lost each other. Providers refuse a result without its call, and a call that is not
/// followed by its result, so one item that cannot be read would otherwise make every later request fail.
/// </summary>
internal static class ToolPairs
{
    /// <summary>Leaves out what has lost its counterpart.</summary>
    /// <param name="items">The items that could be read, oldest first.</param>
    /// <returns>The items that still make sense. Calls of the last answer stay: their results may be on their way.</returns>
    public static IReadOnlyList<ConversationItem> Whole(IReadOnlyList<ConversationItem> items)
    {
        var kept = WithoutLost(items);
        for (var before = items.Count; kept.Count != before;)
        {
            before = kept.Count;
            kept = WithoutLost(kept);
        }

        return kept;
    }

    private static List<ConversationItem> WithoutLost(IReadOnlyList<ConversationItem> items)
    {
        var parts = items.Select(PartsOf).ToArray();
        var calls = Ids(parts, PartKind.ToolCall);
        var results = Ids(parts, PartKind.ToolResult);
        var end = items.Count;
        while (end > 0 && items[end - 1].Role == ItemRole.Assistant && items[end - 1].Turn == items[^1].Turn)
        {
            end--;
        }

        return [.. items.Where((_, i) => parts[i].All(part =>
            part.Kind == PartKind.ToolCall ? i >= end || results.Contains(part.Id)
            : part.Kind != PartKind.ToolResult || calls.Contains(part.Id)))];
    }

    private static HashSet<string> Ids(IEnumerable<IReadOnlyList<ItemPart>> parts, PartKind kind) =>
        [.. parts.SelectMany(all => all).Where(part => part.Kind == kind).Select(part => part.Id)];

    private static IReadOnlyList<ItemPart> PartsOf(ConversationItem item) =>
        item.Role is ItemRole.Assistant or ItemRole.Tool && Api.Named(item.Dialect)?.History?.Read(item.Message) is { } neutral ? neutral.Parts : [];
}
