namespace LlmAspire.Signals.Analysis;

/// <summary>What an analyzer keeps of one conversation between two turns. Losing it costs time only.</summary>
public abstract class AnalysisState
{
    /// <summary>About how many bytes the state keeps alive; a cache counts them.</summary>
    public abstract long ApproximateBytes { get; }
}
