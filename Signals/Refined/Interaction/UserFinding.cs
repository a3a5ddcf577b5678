using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>A signal found in a message.</summary>
/// <param name="Type">The kind.</param>
/// <param name="Rule">The rule that found it.</param>
/// <param name="Confidence">How sure, from 0 to 1.</param>
/// <param name="Start">Where the words start in the message.</param>
/// <param name="Length">How many characters they take.</param>
/// <param name="ComparedTo">The message it repeats, by its index; null when it is not about another message.</param>
internal readonly record struct UserFinding(SignalType Type, string Rule, double Confidence, int Start, int Length, int? ComparedTo = null);
