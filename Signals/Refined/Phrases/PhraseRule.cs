using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>Some patterns that mean the same, with what they mean.</summary>
/// <param name="Name">The name in the metadata of a signal: language and rule, such as <c>en/you-missed</c>.</param>
/// <param name="Kind">What a match does.</param>
/// <param name="Type">The type it is about; unused for <see cref="PhraseRuleKind.Payload"/> and <see cref="PhraseRuleKind.Cue"/>.</param>
/// <param name="Conditions">What else has to be true.</param>
/// <param name="Confidence">How sure a match is, from 0 to 1.</param>
internal sealed record PhraseRule(string Name, PhraseRuleKind Kind, SignalType Type, RuleConditions Conditions, double Confidence);
