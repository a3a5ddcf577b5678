using System.Globalization;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Evaluation;

/// <summary>Writes a score card for people.</summary>
public static class ScoreTable
{
    /// <summary>Writes a card.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="title">What was scored.</param>
    /// <param name="card">The card.</param>
    public static void Write(TextWriter output, string title, ScoreCard card)
    {
        output.WriteLine($"{title}: {card.Conversations} conversations");
        output.WriteLine($"  {"type",-38} {"hit",4} {"false",5} {"miss",4}  {"prec.",5} {"recall",6} {"F1",5}   {"F1 of instances",15}");
        foreach (var type in SignalTaxonomy.Types.Where(type => card.OfType(type) != default))
        {
            WriteLine(output, type.Id, card.OfType(type), card.OfInstances(type));
        }

        foreach (var layer in Enum.GetValues<SignalLayer>())
        {
            var types = SignalTaxonomy.Types.Where(type => type.Category.Layer == layer).ToList();
            WriteLine(output, $"all of {layer}", Sum(types.Select(card.OfType)), Sum(types.Select(card.OfInstances)));
        }

        WriteLine(output, "all types (micro)", card.Sums.Conversations, card.Sums.Instances);
        output.WriteLine(Invariant(
            $"  macro F1 {card.MacroOverLabelled.F1:F3} over {card.MacroOverLabelled.Types} types with labels, {card.MacroOverAll.F1:F3} over {card.MacroOverAll.Types} types with labels or reports, {card.MacroOverInstances.F1:F3} over instances"));
        output.WriteLine($"  flag: precision {Number(card.Flag.Precision)}, recall {Number(card.Flag.Recall)} "
            + $"({card.Flag.Hits} right, {card.Flag.FalseAlarms} false, {card.Flag.Misses} missed)");
        output.WriteLine($"  false alarms: {card.FalselyAlarmed} of {card.Clean} conversations without a problem label");
        output.WriteLine();
    }

    private static void WriteLine(TextWriter output, string name, Tally tally, Tally instances) => output.WriteLine(
        $"  {name,-38} {tally.Hits,4} {tally.FalseAlarms,5} {tally.Misses,4}  {Number(tally.Precision),5} {Number(tally.Recall),6} "
        + $"{Number(tally.F1),5}   {Number(instances.F1),15}");

    private static Tally Sum(IEnumerable<Tally> tallies) => tallies.Aggregate(default(Tally), static (sum, one) => sum + one);

    private static string Number(double? value) => value?.ToString("F3", CultureInfo.InvariantCulture) ?? "n/a";

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
