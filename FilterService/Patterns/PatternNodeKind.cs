namespace LlmAspire.FilterService.Patterns;

/// <summary>The kinds of parts that a pattern has.</summary>
internal enum PatternNodeKind
{
    /// <summary>One character out of a set.</summary>
    Set,

    /// <summary>Parts in a row; of none, the empty text.</summary>
    Sequence,

    /// <summary>One of several parts.</summary>
    Choice,

    /// <summary>One part several times.</summary>
    Repeat,

    /// <summary>Here the next character is not in a set (or there is none).</summary>
    NotNext,

    /// <summary>Here the previous character is not in a set (or there is none).</summary>
    NotPrevious,

    /// <summary>Here a word begins or ends.</summary>
    WordBoundary,

    /// <summary>Here no word begins or ends.</summary>
    NotWordBoundary,

    /// <summary>Here the text begins.</summary>
    TextStart,

    /// <summary>Here the text ends.</summary>
    TextEnd,
}
