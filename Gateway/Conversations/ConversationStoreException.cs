namespace LlmAspire.Gateway.Conversations;

/// <summary>The store of conversations did not do what was asked, in time or at all.</summary>
internal sealed class ConversationStoreException : Exception
{
    /// <summary>The store failed.</summary>
    /// <param name="inner">How.</param>
    public ConversationStoreException(Exception inner)
        : base("The conversation store did not answer.", inner)
    {
    }
}
