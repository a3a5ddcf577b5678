namespace LlmAspire.FilterService.Patterns;

/// <summary>What a step of a compiled pattern does.</summary>
internal enum InstructionKind
{
    /// <summary>Takes one character out of a set.</summary>
    Set,

    /// <summary>Goes on in two places.</summary>
    Fork,

    /// <summary>Goes on when an assertion holds.</summary>
    NotNext,

    /// <inheritdoc cref="NotNext"/>
    NotPrevious,

    /// <inheritdoc cref="NotNext"/>
    WordBoundary,

    /// <inheritdoc cref="NotNext"/>
    NotWordBoundary,

    /// <inheritdoc cref="NotNext"/>
    TextStart,

    /// <inheritdoc cref="NotNext"/>
    TextEnd,

    /// <summary>The pattern has matched.</summary>
    Accept,
}
