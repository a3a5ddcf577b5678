namespace LlmAspire.Signals.Analysis;

/// <summary>Which rules and which pack the analysis goes by.</summary>
public enum SignalsMode
{
    /// <summary>Our own rules and packs.</summary>
    Refined,

    /// <summary>The reference's rules, quirks included, with its pack given by path.</summary>
    Reference,
}
