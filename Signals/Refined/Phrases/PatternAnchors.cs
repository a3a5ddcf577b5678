namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>Where a match has to start and end.</summary>
[Flags]
internal enum PatternAnchors
{
    /// <summary>Anywhere.</summary>
    None = 0,

    /// <summary>It starts a sentence, written <c>^</c>.</summary>
    SentenceStart = 1,

    /// <summary>It starts the message, written <c>^^</c>.</summary>
    MessageStart = 2,

    /// <summary>It ends a sentence, written <c>$</c>.</summary>
    SentenceEnd = 4,

    /// <summary>It ends the message, written <c>$$</c>.</summary>
    MessageEnd = 8,
}
