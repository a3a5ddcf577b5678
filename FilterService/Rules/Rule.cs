namespace LlmAspire.FilterService.Rules;

/// <summary>A rule of a filter: what to look for and what to do with it. Immutable.</summary>
/// <param name="Name">The rule's name, as verdicts and metrics show it.</param>
/// <param name="Label">What takes a match's place.</param>
/// <param name="Action">What is done with a match.</param>
/// <param name="Detectors">The forms of what it looks for.</param>
internal sealed record Rule(string Name, string Label, RuleAction Action, IReadOnlyList<Detector> Detectors);
