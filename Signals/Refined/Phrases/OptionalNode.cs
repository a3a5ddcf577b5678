namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>A part that may be left out.</summary>
internal sealed record OptionalNode(PatternNode Part) : PatternNode;
