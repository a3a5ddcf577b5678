namespace LlmAspire.Gateway.Conversations;

/// <summary>An answer of the Responses API, and where it stands.</summary>
/// <param name="Conversation">The conversation's id.</param>
/// <param name="Turn">The turn whose answer it is: what a request that continues it must see is the conversation up to there.</param>
/// <param name="IsChain">Whether a request that continues it may go on in the same conversation; else it begins one of its own.</param>
/// <param name="Body">The final response object as it was delivered; empty when it is longer than what is kept, or was not asked for.</param>
internal sealed record StoredResponse(string Conversation, string Turn, bool IsChain, ReadOnlyMemory<byte> Body)
{
    /// <summary>How many of the turn's items, from its beginning, the client sent; the others are the answer.</summary>
    public int Asked { get; init; }
}
