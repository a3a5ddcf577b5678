using System.Globalization;
using System.Text;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reports;

/// <summary>Writes the one line for people: quality, turns, the counts of each layer and what stands out.</summary>
internal static class ReportSummary
{
    private static readonly string[] LayerNames = ["Interaction", "Execution", "Environment"];

    public static string Write(ConversationQuality quality, TurnMetrics turns, SignalTally tally)
    {
        var invariant = CultureInfo.InvariantCulture;
        var text = new StringBuilder(256);
        text.Append(invariant, $"Overall Quality: {quality.Word} | ");
        text.Append(invariant, $"Turns: {turns.TotalTurns} (efficiency: {ShortNumber.Round(100 * (float)turns.EfficiencyScore, 1)}%)");
        SignalLayer? open = null;
        foreach (var category in SignalTaxonomy.Categories)
        {
            text.Append(open == category.Layer ? ", " : $" | {LayerNames[(int)category.Layer]} \u2014 ");
            open = category.Layer;
            AppendGroup(text, category, tally);
        }

        AppendRemarks(text, turns, tally);
        return text.ToString();
    }

    private static void AppendGroup(StringBuilder text, SignalCategory category, SignalTally tally)
    {
        var count = tally.CountOf(category);
        text.Append(CultureInfo.InvariantCulture, $"{category.ShortName}: {count}");
        if (count > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $" (sev {tally.SeverityOf(category)})");
        }
    }

    private static void AppendRemarks(StringBuilder text, TurnMetrics turns, SignalTally tally)
    {
        var misaligned = (float)tally.CountOf(SignalCategory.Misalignment) / Math.Max(turns.UserTurns, 1);
        if (misaligned > 0.3f)
        {
            text.Append(CultureInfo.InvariantCulture, $" | High misalignment rate: {ShortNumber.Round(100 * misaligned, 1)}% of user turns");
        }

        if (tally.CountOf(SignalCategory.Stagnation) is > 2 and var stagnation)
        {
            text.Append(CultureInfo.InvariantCulture, $" | Looping detected: {stagnation} repetitions");
        }

        if (tally.CountOf(SignalType.Escalation) is > 0 and var escalation)
        {
            text.Append(CultureInfo.InvariantCulture, $" | Escalation requested: {escalation}");
        }
    }
}
