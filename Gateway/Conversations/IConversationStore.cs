namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// Keeps conversations. Each turn is added whole or not at all, once however often it is sent, in the order of completion; limits drop
/// whole turns. Implementations are thread-safe.
/// </summary>
internal interface IConversationStore
{
    /// <summary>The system's name in telemetry.</summary>
    string SystemName { get; }

    /// <summary>A conversation's items, oldest first; none when it is not known. One round trip.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>The items; what cannot be read among them is left out and counted.</returns>
    /// <exception cref="ConversationStoreException">The store did not answer.</exception>
    ValueTask<StoredItems> ReadAsync(ConversationKey key, TimeSpan timeout);

    /// <summary>Adds a turn, trims and sets the expiry, in one step.</summary>
    /// <param name="key">The conversation, which need not exist.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="timeout">The longest wait; a turn that takes longer may still be added.</param>
    /// <returns>What came of it.</returns>
    /// <exception cref="ConversationStoreException">The store did not answer.</exception>
    ValueTask<AppendOutcome> AppendAsync(ConversationKey key, ConversationTurn turn, TimeSpan timeout);

    /// <summary>Asks whether the store answers.</summary>
    /// <param name="timeout">The longest wait.</param>
    /// <returns>When it has.</returns>
    /// <exception cref="ConversationStoreException">It did not.</exception>
    ValueTask PingAsync(TimeSpan timeout);
}
