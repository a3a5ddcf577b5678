namespace LlmAspire.FilterService.Rules;

/// <summary>Decides whether what a pattern matched is what its rule looks for: check digits, lengths, the words before.</summary>
/// <param name="text">The text, with what is known of it before and after the match.</param>
/// <param name="start">Where the match begins.</param>
/// <param name="end">Where it ends, exclusive.</param>
/// <returns>True when it is.</returns>
internal delegate bool MatchCheck(ReadOnlySpan<char> text, int start, int end);
