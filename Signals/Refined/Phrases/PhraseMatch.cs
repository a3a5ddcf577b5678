namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>A rule found in a message.</summary>
/// <param name="Rule">The rule.</param>
/// <param name="First">The first token.</param>
/// <param name="Last">The last token.</param>
internal readonly record struct PhraseMatch(PhraseRule Rule, int First, int Last);
