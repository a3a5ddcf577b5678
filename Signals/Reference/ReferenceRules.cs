using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>The reference's judgement. Its sums cannot reach <see cref="ConversationQuality.Excellent"/>.</summary>
internal sealed class ReferenceRules : IReportRules
{
    public (ConversationQuality Quality, double Score) Judge(SignalTally tally, TurnMetrics turns)
    {
        if (tally.CountOf(SignalType.Escalation) > 0 || tally.CountOf(SignalType.Quit) > 0
            || tally.SeverityOf(SignalCategory.Disengagement) >= 3 || tally.SeverityOf(SignalCategory.Stagnation) >= 3)
        {
            return (ConversationQuality.Severe, 0);
        }

        var score = Math.Clamp(Sum(tally, turns), 0, 100);
        var quality = score switch
        {
            >= 75 => ConversationQuality.Excellent,
            >= 60 => ConversationQuality.Good,
            >= 40 => ConversationQuality.Neutral,
            >= 25 => ConversationQuality.Poor,
            _ => ConversationQuality.Severe,
        };
        return (quality, score);
    }

    public bool Flags(IReadOnlyList<SignalInstance> signals, SignalTally tally, ConversationQuality quality) =>
        quality is ConversationQuality.Poor or ConversationQuality.Severe
        || tally.CountOf(SignalCategory.Disengagement) > 0
        || tally.CountOf(SignalCategory.Stagnation) > 2
        || tally.CountOf(SignalCategory.Failure) > 0
        || tally.CountOf(SignalCategory.Loops) > 0;

    private static float Sum(SignalTally tally, TurnMetrics turns)
    {
        var satisfied = tally.CountOf(SignalCategory.Satisfaction) switch { 0 => 0f, 1 => 0.6f, 2 => 0.8f, _ => 0.95f };
        var misaligned = (float)tally.CountOf(SignalCategory.Misalignment) / Math.Max(turns.UserTurns, 1);
        var stagnates = tally.CountOf(SignalCategory.Stagnation) > 2;
        return 50
            + (20 * satisfied)
            - (10 * tally.SeverityOf(SignalCategory.Disengagement))
            - (misaligned > 0.3f ? 15 : 0)
            - (stagnates ? 8 * tally.SeverityOf(SignalCategory.Stagnation) : 0)
            - (8 * tally.CountOf(SignalCategory.Failure))
            - (5 * tally.CountOf(SignalCategory.Loops))
            - (3 * tally.CountOf(SignalCategory.Exhaustion));
    }
}
