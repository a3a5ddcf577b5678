namespace LlmAspire.Signals.Taxonomy;

/// <summary>The seven groups of signals; counts, severity and the summary are per group.</summary>
public enum SignalCategory
{
    /// <summary>The user corrects, rephrases or does not understand.</summary>
    Misalignment,

    /// <summary>The conversation drags on or repeats itself.</summary>
    Stagnation,

    /// <summary>The user wants someone else, gives up or is angry.</summary>
    Disengagement,

    /// <summary>The user is thankful, agrees or reports success.</summary>
    Satisfaction,

    /// <summary>A tool call was refused for a reason the caller could have avoided.</summary>
    Failure,

    /// <summary>Tool calls repeat without progress.</summary>
    Loops,

    /// <summary>A service behind a tool is at its limit or out of order.</summary>
    Exhaustion,
}
