using System.Collections.Immutable;

namespace LlmAspire.MockLlm.Scripting;

/// <summary>What to answer and how: the one form that every way of scripting ends in.</summary>
internal sealed record Script
{
    /// <summary>The steps, in order.</summary>
    public required ImmutableArray<Step> Steps { get; init; }

    /// <summary>Reset the connection after this many chunks, wherever that is among the steps; null for never.</summary>
    public int? DieAfterChunks { get; init; }

    /// <summary>
    /// The steps give way to what the request demands (a JSON format, a tool that must be called), as a model's answer would. A script that
    /// somebody wrote out is done to the letter.
    /// </summary>
    public bool Adapts { get; init; }
}
