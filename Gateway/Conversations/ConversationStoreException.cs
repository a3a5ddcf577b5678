namespace LlmAspire.Gateway.Conversations;

/// <summary>The store of conversations did not do what was asked, in time or at all.</summary>
internal sealed class ConversationStoreException : Exception
{
    /// <summary>The store failed.</summary>
    /// <param name="inner">How.</param>
    /// <param name="reason">One word for it.</param>
    /// <param name="isOutage">Whether others will fare no better; false when only what was asked for is at fault.</param>
    public ConversationStoreException(Exception inner, string reason, bool isOutage = true)
        : base("The conversation store did not answer.", inner)
    {
        Reason = reason;
        IsOutage = isOutage;
    }

    /// <summary>One word for why, which has no content in it.</summary>
    public string Reason { get; }

    /// <summary>Whether the store is away, and not just what was asked for at fault.</summary>
    public bool IsOutage { get; }
}
