namespace LlmAspire.Signals.Packs;

/// <summary>A pack is missing or cannot be read. The message says which, where and what is allowed, in one line for people.</summary>
public sealed class SignalPackException : Exception
{
    /// <summary>A pack that cannot be used.</summary>
    public SignalPackException(string message)
        : base(message)
    {
    }

    /// <summary>A pack that cannot be used because of another error.</summary>
    public SignalPackException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
