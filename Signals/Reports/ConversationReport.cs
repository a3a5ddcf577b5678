using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reports;

/// <summary>What the analysis of one conversation found. Immutable.</summary>
public sealed class ConversationReport
{
    /// <summary>True when somebody should look at this conversation.</summary>
    public required bool Flagged { get; init; }

    /// <summary>The overall judgement.</summary>
    public required ConversationQuality OverallQuality { get; init; }

    /// <summary>From 0, the worst, to 100.</summary>
    public required double QualityScore { get; init; }

    /// <summary>One line for people. Numbers only, no content.</summary>
    public required string Summary { get; init; }

    /// <summary>Turns and efficiency.</summary>
    public required TurnMetrics TurnMetrics { get; init; }

    /// <summary>The signals, grouped by category in the order of the taxonomy, within one in the order found.</summary>
    public required IReadOnlyList<SignalInstance> Signals { get; init; }

    /// <summary>The counts and severities of <see cref="Signals"/>.</summary>
    public required SignalTally Tally { get; init; }

    /// <summary>Puts a report together: groups the signals, counts, judges and summarises.</summary>
    /// <param name="signals">What was found, in the order found.</param>
    /// <param name="turns">The turns.</param>
    /// <param name="rules">The mode's judgement.</param>
    public static ConversationReport Create(IEnumerable<SignalInstance> signals, TurnMetrics turns, IReportRules rules)
    {
        var grouped = signals.OrderBy(static signal => signal.Type.Category).ToList();
        var tally = new SignalTally(grouped);
        var (quality, score) = rules.Judge(tally, turns);
        return new ConversationReport
        {
            Flagged = rules.Flags(grouped, tally, quality),
            OverallQuality = quality,
            QualityScore = score,
            Summary = ReportSummary.Write(quality, turns, tally),
            TurnMetrics = turns,
            Signals = grouped,
            Tally = tally,
        };
    }
}
