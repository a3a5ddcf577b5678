namespace LlmAspire.Gateway.Conversations;

/// <summary>What one call adds to a conversation: the client's new messages and the answer.</summary>
/// <param name="Id">Its id, of the characters A-Z a-z 0-9 _ -: a turn with the same id is not added a second time.</param>
/// <param name="TraceId">The trace in which it happened.</param>
/// <param name="Items">Its items in order.</param>
internal sealed record ConversationTurn(string Id, string TraceId, IReadOnlyList<ConversationItem> Items);
