namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>A part of a phrase pattern as written.</summary>
internal abstract record PatternNode;
