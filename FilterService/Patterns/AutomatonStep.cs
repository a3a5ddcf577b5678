namespace LlmAspire.FilterService.Patterns;

/// <summary>What one more character does to an automaton.</summary>
/// <param name="Accepts">Whether the pattern matches the text that ends before that character.</param>
/// <param name="Next">Where the automaton stands after it; null when no longer text can match.</param>
internal sealed record AutomatonStep(bool Accepts, AutomatonState? Next);
