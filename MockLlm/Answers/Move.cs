using System.Collections.Immutable;
using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Answers;

/// <summary>One thing to do while an answer is played: a script's step with its text decided. The kinds are closed.</summary>
internal abstract record Move
{
    private Move()
    {
    }

    /// <summary>Sends one chunk.</summary>
    /// <param name="Delay">The pause before it.</param>
    /// <param name="Deltas">One increment for each choice that still has something to say.</param>
    internal sealed record Emit(TimeSpan Delay, ImmutableArray<Delta> Deltas) : Move;

    /// <summary>Does what the step says; it needs no planning.</summary>
    /// <param name="Step">The step.</param>
    internal sealed record Perform(Step Step) : Move;
}
