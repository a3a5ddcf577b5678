namespace LlmAspire.Signals.Replay;

/// <summary>How a replay ended.</summary>
public enum ReplayExit
{
    /// <summary>Every line was read; those that could not be analyzed are reported.</summary>
    Done,

    /// <summary>A file or the pack cannot be used.</summary>
    Failed,

    /// <summary>The arguments make no sense.</summary>
    Misused,
}
