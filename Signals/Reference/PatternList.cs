using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>The patterns of one type that is found in tool results.</summary>
/// <param name="Type">The type.</param>
/// <param name="Order">The place in the order of trial.</param>
/// <param name="Confidence">How sure a hit is.</param>
/// <param name="Patterns">Regular expressions; one of them has to match.</param>
internal sealed record PatternList(SignalType Type, int Order, double Confidence, IReadOnlyList<string> Patterns);
