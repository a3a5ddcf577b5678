namespace LlmAspire.Gateway.Conversations;

/// <summary>The store of conversations did not do what was asked, in time or at all.</summary>
internal sealed class ConversationStoreException : Exception
{
    /// <summary>The store failed.</summary>
    /// <param name="inner">How.</param>
    /// <param name="isOutage">Whether others will fare no better; false when only what was asked for is at fault.</param>
    public ConversationStoreException(Exception inner, bool isOutage = true)
        : base("The conversation store did not answer.", inner) => IsOutage = isOutage;

    /// <summary>Whether the store is away, and not just what was asked for at fault.</summary>
    public bool IsOutage { get; }
}
