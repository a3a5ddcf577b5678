namespace LlmAspire.Signals.Replay;

/// <summary>A line that could not be analyzed.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Reason">What is wrong, without any of its text.</param>
public readonly record struct BadLine(long Line, string Reason);
