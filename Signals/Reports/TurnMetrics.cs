namespace LlmAspire.Signals.Reports;

/// <summary>How many turns a conversation took and how efficient that is.</summary>
/// <param name="TotalTurns">The user's turns, as the reference counts.</param>
/// <param name="UserTurns">The user's turns.</param>
/// <param name="AssistantTurns">The assistant's texts.</param>
/// <param name="EfficiencyScore">1 up to the baseline of turns, falling beyond it.</param>
/// <param name="IsDragging">True when the efficiency is below the threshold.</param>
public sealed record TurnMetrics(int TotalTurns, int UserTurns, int AssistantTurns, double EfficiencyScore, bool IsDragging);
