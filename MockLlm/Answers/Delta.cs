namespace LlmAspire.MockLlm.Answers;

/// <summary>One increment of an answer, in words common to all dialects.</summary>
/// <param name="Kind">What grows.</param>
/// <param name="Choice">The index of the choice that it belongs to.</param>
/// <param name="Text">What is added.</param>
internal readonly record struct Delta(DeltaKind Kind, int Choice, string Text);
