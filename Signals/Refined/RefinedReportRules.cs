using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined;

/// <summary>Refined mode's judgement. docs/signals.md explains the formula.</summary>
internal sealed class RefinedReportRules : IReportRules
{
    private const double Start = 70;
    private const double SatisfactionEach = 8;
    private const double SatisfactionMost = 24;
    private const int FreeTurns = 5;

    /// <summary>The rules; they have no state.</summary>
    public static RefinedReportRules Instance { get; } = new();

    /// <summary>1 for up to five user turns, then falling: the reference's formula, so that the two modes compare.</summary>
    public static double Efficiency(int userTurns) => userTurns <= FreeTurns ? 1 : 1 / (1 + 0.25 * (userTurns - FreeTurns));

    /// <inheritdoc/>
    public (ConversationQuality Quality, double Score) Judge(SignalTally tally, TurnMetrics turns)
    {
        if (tally.CountOf(SignalType.Escalation) + tally.CountOf(SignalType.Quit) > 0 || tally.SeverityOf(SignalCategory.Disengagement) >= 3)
        {
            return (ConversationQuality.Severe, Math.Max(0, 20 - Deductions(tally)));
        }

        var score = Math.Clamp(Start + Bonus(tally) - Deductions(tally), 0, 100);
        return (QualityOf(score), score);
    }

    /// <inheritdoc/>
    public bool Flags(IReadOnlyList<SignalInstance> signals, SignalTally tally, ConversationQuality quality) =>
        tally.CountOf(SignalCategory.Disengagement) > 0
        || tally.CountOf(SignalType.Correction) > 0
        || tally.CountOf(SignalType.Rephrase) > 0
        || tally.CountOf(SignalType.Clarification) > 1
        || tally.CountOf(SignalCategory.Stagnation) > 0
        || tally.CountOf(SignalCategory.Failure) > 0
        || tally.CountOf(SignalCategory.Loops) > 0
        || signals.Any(static signal => signal.Type.Category == SignalCategory.Exhaustion && !IsRecovered(signal));

    private static bool IsRecovered(SignalInstance signal) =>
        signal.Metadata.Any(static entry => entry.Key == SignalWriter.Recovered && entry.Value.Value is true);

    private static double Bonus(SignalTally tally) => Math.Min(SatisfactionMost, SatisfactionEach * tally.CountOf(SignalCategory.Satisfaction));

    private static double Deductions(SignalTally tally) =>
        20 * tally.CountOf(SignalType.NegativeStance)
        + 12 * tally.CountOf(SignalType.Correction)
        + 10 * tally.CountOf(SignalType.Rephrase)
        + 4 * tally.CountOf(SignalType.Clarification)
        + 10 * tally.CountOf(SignalCategory.Stagnation)
        + 8 * tally.CountOf(SignalCategory.Failure)
        + 10 * tally.CountOf(SignalCategory.Loops)
        + 5 * tally.CountOf(SignalCategory.Exhaustion);

    private static ConversationQuality QualityOf(double score) => score switch
    {
        >= 75 => ConversationQuality.Excellent,
        >= 60 => ConversationQuality.Good,
        >= 40 => ConversationQuality.Neutral,
        >= 25 => ConversationQuality.Poor,
        _ => ConversationQuality.Severe,
    };
}
