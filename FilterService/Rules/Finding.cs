namespace LlmAspire.FilterService.Rules;

/// <summary>What a search found first.</summary>
/// <param name="Kind">Which of the three it is.</param>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where a match ends, exclusive; the end of the text for an open one.</param>
/// <param name="Machine">What found it.</param>
internal readonly record struct Finding(FindingKind Kind, int Start = 0, int End = 0, RuleMachine? Machine = null);
