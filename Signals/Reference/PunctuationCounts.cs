namespace LlmAspire.Signals.Reference;

/// <summary>How often marks are piled up in a text.</summary>
/// <param name="Questions">Runs of question marks.</param>
/// <param name="Exclamations">Runs of exclamation marks.</param>
/// <param name="Mixed">Runs of both.</param>
internal sealed record PunctuationCounts(int Questions, int Exclamations, int Mixed);
