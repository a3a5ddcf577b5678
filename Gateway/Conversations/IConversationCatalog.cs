namespace LlmAspire.Gateway.Conversations;

/// <summary>The conversations of a tenant as things to look up, change and delete, apart from calls. Implementations are thread-safe.</summary>
/// <remarks>Each method throws <see cref="ConversationStoreException"/> when the store does not answer in time.</remarks>
internal interface IConversationCatalog
{
    /// <summary>What is known of a conversation.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>The facts; null when there is no such conversation.</returns>
    ValueTask<ConversationInfo?> GetAsync(ConversationKey key, TimeSpan timeout);

    /// <summary>The items of a conversation that must exist. One round trip.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>The items, oldest first; null when there is no such conversation.</returns>
    ValueTask<StoredItems?> ReadItemsAsync(ConversationKey key, TimeSpan timeout);

    /// <summary>Begins a conversation without items.</summary>
    /// <param name="key">A new key.</param>
    /// <param name="metadata">The client's metadata, one JSON object.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>When it is there.</returns>
    ValueTask CreateAsync(ConversationKey key, ReadOnlyMemory<byte> metadata, TimeSpan timeout);

    /// <summary>Replaces a conversation's metadata.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="metadata">The client's metadata, one JSON object.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>Whether there is such a conversation.</returns>
    ValueTask<bool> SetMetadataAsync(ConversationKey key, ReadOnlyMemory<byte> metadata, TimeSpan timeout);

    /// <summary>Attaches what the analysis of the conversation found.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="report">The report, one JSON object that the store does not look into.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>Whether there is such a conversation.</returns>
    ValueTask<bool> SetReportAsync(ConversationKey key, ReadOnlyMemory<byte> report, TimeSpan timeout);

    /// <summary>Deletes a conversation with its items.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>Whether there was such a conversation.</returns>
    ValueTask<bool> DeleteAsync(ConversationKey key, TimeSpan timeout);

    /// <summary>Deletes one item.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="turn">The item's turn.</param>
    /// <param name="index">Its place there.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>Whether there was such an item.</returns>
    ValueTask<bool> RemoveItemAsync(ConversationKey key, string turn, int index, TimeSpan timeout);

    /// <summary>A tenant's conversations, the last used first.</summary>
    /// <param name="tenant">The tenant.</param>
    /// <param name="after">The id behind which to begin; null for the beginning.</param>
    /// <param name="limit">The most to give.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>The page; null when there is no conversation <paramref name="after"/>.</returns>
    ValueTask<IReadOnlyList<ConversationInfo>?> ListAsync(string tenant, string? after, int limit, TimeSpan timeout);
}
