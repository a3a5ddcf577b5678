namespace LlmAspire.Signals.Replay;

/// <summary>What a replay came to.</summary>
/// <param name="Analyzed">Conversations that have a report.</param>
/// <param name="Bad">Lines that have none.</param>
public readonly record struct ReplayCounts(long Analyzed, long Bad);
