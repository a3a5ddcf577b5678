namespace LlmAspire.FilterService.Patterns;

/// <summary>A pattern cannot be used; the message says why, in words for the one who wrote it.</summary>
public sealed class PatternException : Exception
{
    /// <summary>Says why.</summary>
    /// <param name="message">The reason.</param>
    public PatternException(string message)
        : base(message)
    {
    }
}
