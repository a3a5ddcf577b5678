using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>The first match of a type's patterns in a tool result.</summary>
/// <param name="Type">The type.</param>
/// <param name="Confidence">How sure.</param>
/// <param name="Matched">What matched, in lower case.</param>
/// <param name="Snippet">The original text around it.</param>
internal sealed record PatternHit(SignalType Type, double Confidence, string Matched, string Snippet);
