namespace LlmAspire.Signals.Refined.Evaluation;

/// <summary>How often something was found rightly, found wrongly and missed.</summary>
/// <param name="Hits">Found, and there.</param>
/// <param name="FalseAlarms">Found, and not there.</param>
/// <param name="Misses">There, and not found.</param>
public readonly record struct Tally(int Hits, int FalseAlarms, int Misses)
{
    /// <summary>The share of what was found that is there; null when nothing was found.</summary>
    public double? Precision => Hits + FalseAlarms == 0 ? null : (double)Hits / (Hits + FalseAlarms);

    /// <summary>The share of what is there that was found; null when nothing is there.</summary>
    public double? Recall => Hits + Misses == 0 ? null : (double)Hits / (Hits + Misses);

    /// <summary>The harmonic mean of both, with 0 for what is there and was never found; null when nothing is there.</summary>
    public double? F1 => Hits + Misses == 0 ? null : 2.0 * Hits / (2 * Hits + FalseAlarms + Misses);

    /// <summary>Both tallies together.</summary>
    public static Tally operator +(Tally one, Tally other) =>
        new(one.Hits + other.Hits, one.FalseAlarms + other.FalseAlarms, one.Misses + other.Misses);

    /// <summary>The tally of one decision.</summary>
    public static Tally Of(bool isThere, bool isFound) => new(isThere && isFound ? 1 : 0, !isThere && isFound ? 1 : 0, isThere && !isFound ? 1 : 0);
}
