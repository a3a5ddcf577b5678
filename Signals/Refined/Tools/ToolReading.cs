namespace LlmAspire.Signals.Refined.Tools;

/// <summary>What was read out of a tool result.</summary>
/// <param name="Reply">How the call went.</param>
/// <param name="Finding">The failure or exhaustion it states; null without one.</param>
internal sealed record ToolReading(ToolReply Reply, ToolFinding? Finding);
