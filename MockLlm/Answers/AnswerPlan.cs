using System.Collections.Immutable;

namespace LlmAspire.MockLlm.Answers;

/// <summary>An answer, decided: what to do in which order, and how it ends.</summary>
/// <param name="Moves">What to do, in order.</param>
/// <param name="FinishReasons">Why the model stopped, one for each choice.</param>
/// <param name="Usage">What the answer costs.</param>
internal sealed record AnswerPlan(ImmutableArray<Move> Moves, ImmutableArray<FinishReason> FinishReasons, TokenUsage Usage);
