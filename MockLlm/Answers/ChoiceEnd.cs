namespace LlmAspire.MockLlm.Answers;

/// <summary>How one choice ends.</summary>
/// <param name="Reason">Why the model stopped.</param>
/// <param name="StopSequence">The stop sequence that it met; null when it met none.</param>
internal readonly record struct ChoiceEnd(FinishReason Reason, string? StopSequence);
