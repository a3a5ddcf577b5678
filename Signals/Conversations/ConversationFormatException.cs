namespace LlmAspire.Signals.Conversations;

/// <summary>A conversation that cannot be read. The message says where and what is allowed, without any of its text.</summary>
public sealed class ConversationFormatException : Exception
{
    /// <summary>A conversation that cannot be read.</summary>
    public ConversationFormatException(string message)
        : base(message)
    {
    }

    /// <summary>A conversation that cannot be read because of another error.</summary>
    public ConversationFormatException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
