namespace LlmAspire.Signals.Reference;

/// <summary>What was found in a tool result: at most one failure and at most one exhaustion.</summary>
/// <param name="failure">The failure; null when there is none.</param>
/// <param name="exhaustion">The exhaustion; null when there is none.</param>
internal sealed class ResultFacts(PatternHit? failure, PatternHit? exhaustion) : RowFacts
{
    public PatternHit? Failure { get; } = failure;

    public PatternHit? Exhaustion { get; } = exhaustion;
}
