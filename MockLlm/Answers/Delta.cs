namespace LlmAspire.MockLlm.Answers;

/// <summary>One increment of an answer, in words common to all dialects.</summary>
/// <param name="Kind">What grows.</param>
/// <param name="Choice">The index of the choice that it belongs to.</param>
/// <param name="Text">What is added; the name of the tool for <see cref="DeltaKind.ToolCall"/>.</param>
/// <param name="CallId">For <see cref="DeltaKind.ToolCall"/>: the call's id, or null for the dialect to make one.</param>
internal readonly record struct Delta(DeltaKind Kind, int Choice, string Text, string? CallId = null);
