namespace LlmAspire.LocalHosting.Launching;

/// <summary>Somebody else runs it: the resource is Running without a process of ours, and its health checks decide the rest.</summary>
/// <param name="Source">What it is, for the dashboard's Source column.</param>
internal sealed record LaunchExternal(string Source) : LaunchDecision;
