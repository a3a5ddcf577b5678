using System.Collections.Immutable;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>What to answer and how: the one form that every way of scripting ends in.</summary>
internal sealed record Script
{
    /// <summary>The steps, in order.</summary>
    public required ImmutableArray<Step> Steps { get; init; }

    /// <summary>Reset the connection after this many chunks, wherever that is among the steps; null for never.</summary>
    public int? DieAfterChunks { get; init; }
}
