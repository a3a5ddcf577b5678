using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Packs;

namespace LlmAspire.Signals.Refined.Evaluation;

/// <summary>The command line of the scorer.</summary>
public static class ScoreCommand
{
    /// <summary>How the command is called.</summary>
    public const string Usage =
        "signals score [--reference-pack PACK] [--differences] FILE: a file of labelled conversations, one JSON object a line, against Refined mode, "
        + "or against Reference mode with the pack.";

    /// <summary>Scores a file and writes tables: without the hard conversations, with them, and by language.</summary>
    /// <param name="args">The arguments.</param>
    /// <param name="output">Where the tables go.</param>
    /// <param name="error">Where one line goes that tells what is wrong.</param>
    /// <returns>True when the file was scored; false when the arguments or the file make no sense.</returns>
    public static bool Run(IReadOnlyList<string> args, TextWriter output, TextWriter error)
    {
        var rest = args.ToList();
        var withDifferences = rest.Remove("--differences");
        var packAt = rest.IndexOf("--reference-pack");
        var pack = packAt >= 0 && packAt + 1 < rest.Count ? rest[packAt + 1] : null;
        rest.RemoveRange(Math.Max(packAt, 0), pack is null ? 0 : 2);
        if (rest.Count != 1 || rest[0].StartsWith("--", StringComparison.Ordinal))
        {
            error.WriteLine(Usage);
            return false;
        }

        try
        {
            var mode = pack is null ? SignalsMode.Refined : SignalsMode.Reference;
            var analyzer = SignalAnalyzers.Create(new AnalyzerOptions { Mode = mode, ReferencePack = pack });
            WriteAll(output, analyzer, LabelledConversation.ReadFile(rest[0]), withDifferences);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or SignalPackException)
        {
            error.WriteLine(e.Message);
            return false;
        }
    }

    private static void WriteAll(TextWriter output, IConversationAnalyzer analyzer, IReadOnlyList<LabelledConversation> all, bool withDifferences)
    {
        var card = new ScoreCard(analyzer, all.Where(static one => !one.IsHard));
        ScoreTable.Write(output, "Without the hard ones", card);
        if (all.Any(static one => one.IsHard))
        {
            ScoreTable.Write(output, "With the hard ones", new ScoreCard(analyzer, all));
        }

        if (all.Any(static one => one.Language is not ("en" or "")))
        {
            ScoreTable.Write(output, "English, without the hard ones", new ScoreCard(analyzer, all.Where(static one => !one.IsHard && one.Language == "en")));
            ScoreTable.Write(output, "Other languages", new ScoreCard(analyzer, all.Where(static one => !one.IsHard && one.Language is not ("en" or ""))));
        }

        foreach (var (id, type, isMissed) in withDifferences ? card.Differences : [])
        {
            output.WriteLine($"{id}: {type?.ToString() ?? "flag"} {(isMissed ? "missed" : "false")}");
        }
    }
}
