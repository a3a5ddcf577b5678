namespace LlmAspire.LocalHosting.Launching;

/// <summary>
/// What it needs is not on this machine and the application does without: the resource shows the state Unavailable as a warning, waits for
/// it
/// are satisfied, and references to it inject nothing.
/// </summary>
/// <param name="Reason">What is missing, what that means, and how to get it: one line.</param>
internal sealed record LaunchUnavailable(string Reason) : LaunchDecision;
