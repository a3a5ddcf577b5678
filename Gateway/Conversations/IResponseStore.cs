namespace LlmAspire.Gateway.Conversations;

/// <summary>Keeps answers of the Responses API by (tenant, response id). Implementations are thread-safe.</summary>
/// <remarks>Each method throws <see cref="ConversationStoreException"/> when the store does not answer in time.</remarks>
internal interface IResponseStore
{
    /// <summary>A response.</summary>
    /// <param name="key">Tenant and response id.</param>
    /// <param name="withBody">Whether its body is wanted.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>The response; null when it is not known.</returns>
    ValueTask<StoredResponse?> ReadResponseAsync(ConversationKey key, bool withBody, TimeSpan timeout);

    /// <summary>A response with the conversation that it stands in. One round trip, except in a cluster that has the two apart.</summary>
    /// <param name="key">Tenant and response id.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>Both; null when the response is not known.</returns>
    ValueTask<StoredChain?> ReadChainAsync(ConversationKey key, TimeSpan timeout);

    /// <summary>Keeps a response; one of the same id is replaced.</summary>
    /// <param name="key">Tenant and response id.</param>
    /// <param name="response">The response.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>When it is there.</returns>
    ValueTask WriteResponseAsync(ConversationKey key, StoredResponse response, TimeSpan timeout);

    /// <summary>Forgets a response; the turn that it was the answer of stays in its conversation.</summary>
    /// <param name="key">Tenant and response id.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>Whether it was known.</returns>
    ValueTask<bool> DeleteResponseAsync(ConversationKey key, TimeSpan timeout);
}
