namespace LlmAspire.LocalHosting.Launching;

/// <summary>What a planner decided.</summary>
internal abstract record LaunchDecision;
