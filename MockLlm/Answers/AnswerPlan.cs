using System.Collections.Immutable;

namespace LlmAspire.MockLlm.Answers;

/// <summary>An answer, decided: what to do in which order, and how it ends.</summary>
/// <param name="Moves">What to do, in order.</param>
/// <param name="Ends">How each choice ends.</param>
/// <param name="Usage">What the answer costs.</param>
/// <param name="UsageMode">Whether it says so.</param>
internal sealed record AnswerPlan(ImmutableArray<Move> Moves, ImmutableArray<ChoiceEnd> Ends, TokenUsage Usage, UsageMode UsageMode);
