namespace LlmAspire.Gateway.Conversations;

/// <summary>What a call gets to know of its conversation.</summary>
/// <param name="Items">The earlier items, oldest first.</param>
/// <param name="IsKnown">Whether that is all there is; false when the store did not answer.</param>
internal readonly record struct HistoryRead(IReadOnlyList<ConversationItem> Items, bool IsKnown)
{
    /// <summary>Where the response stands that was asked for; null when none was, or the store did not answer.</summary>
    public StoredResponse? Response { get; init; }

    /// <summary>The store did not answer.</summary>
    public static readonly HistoryRead Unknown = new([], IsKnown: false);
}
