namespace LlmAspire.Gateway.Conversations;

/// <summary>A response together with the conversation that it stands in.</summary>
/// <param name="Response">The response, without its body.</param>
/// <param name="Stored">The conversation's items, those after the response included.</param>
internal sealed record StoredChain(StoredResponse Response, StoredItems Stored);
