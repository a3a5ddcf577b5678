using LlmAspire.Signals.Packs;

namespace LlmAspire.Signals.Refined;

/// <summary>
/// The numbers Refined mode goes by. Each can be set by its name in snake_case (<c>dragging_user_turns</c>) through
/// <see cref="Analysis.AnalyzerOptions.Thresholds"/>.
/// </summary>
internal sealed record RefinedThresholds
{
    /// <summary>A message of at most so many words is short.</summary>
    public int ShortMessageWords { get; init; } = 8;

    /// <summary>User messages on one goal from which a conversation can drag.</summary>
    public int DraggingUserTurns { get; init; } = 10;

    /// <summary>The share of user messages that have to tell of no progress.</summary>
    public double DraggingShare { get; init; } = 0.3;

    /// <summary>The share of equal word pairs from which a message says nearly the same as an earlier one.</summary>
    public double RepetitionSimilarity { get; init; } = 0.8;

    /// <summary>The share of common words from which a question can be an earlier one in other words.</summary>
    public double RephraseOverlap { get; init; } = 0.6;

    /// <summary>Calls that make a retry loop.</summary>
    public int RetryCalls { get; init; } = 3;

    /// <summary>Calls that make a drift of parameters.</summary>
    public int DriftCalls { get; init; } = 3;

    /// <summary>Rounds that make an oscillation.</summary>
    public int OscillationRounds { get; init; } = 3;

    /// <summary>Letters a message needs before its capitals count as shouting.</summary>
    public int ShoutLetters { get; init; } = 10;

    /// <summary>The share of capitals that is shouting.</summary>
    public double ShoutShare { get; init; } = 0.8;

    /// <summary>Exclamation and question marks in a row that count as anger.</summary>
    public int PiledMarks { get; init; } = 3;

    /// <summary>Signals less sure than this are left out.</summary>
    public double MinConfidence { get; init; }

    /// <summary>The thresholds with some set by name.</summary>
    /// <exception cref="SignalPackException">A name is unknown or a value is not allowed; all of them are named.</exception>
    public static RefinedThresholds From(IReadOnlyDictionary<string, double> values)
    {
        var thresholds = new RefinedThresholds();
        var errors = new List<string>();
        foreach (var (name, value) in values)
        {
            if (!Setters.TryGetValue(name, out var setter))
            {
                errors.Add($"there is no threshold '{name}'; there are {string.Join(", ", Setters.Keys)}");
            }
            else if (!double.IsFinite(value) || value < setter.Min || value > setter.Max)
            {
                errors.Add(FormattableString.Invariant($"threshold '{name}' is {value}; allowed are {setter.Min} to {setter.Max}"));
            }
            else
            {
                thresholds = setter.Set(thresholds, value);
            }
        }

        return errors.Count == 0 ? thresholds : throw new SignalPackException(string.Join("; ", errors) + ".");
    }

    private static readonly Dictionary<string, (double Min, double Max, Func<RefinedThresholds, double, RefinedThresholds> Set)> Setters =
        new(StringComparer.OrdinalIgnoreCase)
        {
            ["short_message_words"] = (1, 50, static (all, value) => all with { ShortMessageWords = (int)value }),
            ["dragging_user_turns"] = (3, 1000, static (all, value) => all with { DraggingUserTurns = (int)value }),
            ["dragging_share"] = (0, 1, static (all, value) => all with { DraggingShare = value }),
            ["repetition_similarity"] = (0.5, 1, static (all, value) => all with { RepetitionSimilarity = value }),
            ["rephrase_overlap"] = (0.3, 1, static (all, value) => all with { RephraseOverlap = value }),
            ["retry_calls"] = (2, 100, static (all, value) => all with { RetryCalls = (int)value }),
            ["drift_calls"] = (2, 100, static (all, value) => all with { DriftCalls = (int)value }),
            ["oscillation_rounds"] = (2, 50, static (all, value) => all with { OscillationRounds = (int)value }),
            ["shout_letters"] = (4, 1000, static (all, value) => all with { ShoutLetters = (int)value }),
            ["shout_share"] = (0.5, 1, static (all, value) => all with { ShoutShare = value }),
            ["piled_marks"] = (2, 20, static (all, value) => all with { PiledMarks = (int)value }),
            ["min_confidence"] = (0, 1, static (all, value) => all with { MinConfidence = value }),
        };
}
