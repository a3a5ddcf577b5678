namespace LlmAspire.Signals.Taxonomy;

/// <summary>Where a signal comes from: the dialogue, the tool calls, or the services behind them.</summary>
public enum SignalLayer
{
    /// <summary>Between the user and the assistant.</summary>
    Interaction,

    /// <summary>Tool calls that fail or go round in circles.</summary>
    Execution,

    /// <summary>Limits and faults of the services the tools call.</summary>
    Environment,
}
