using LlmAspire.Signals.Packs;

namespace LlmAspire.Signals.Analysis;

/// <summary>What an analyzer is made from.</summary>
public sealed record AnalyzerOptions
{
    /// <summary>The rules to go by.</summary>
    public SignalsMode Mode { get; init; } = SignalsMode.Refined;

    /// <summary>The path of the reference's pack; needed in Reference mode, unused in Refined mode.</summary>
    public string? ReferencePack { get; init; }

    /// <summary>The languages of the shipped packs to use in Refined mode, as two letters; empty: all.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Phrases that a team adds in Refined mode.</summary>
    public IReadOnlyList<OwnPhrase> OwnPhrases { get; init; } = [];

    /// <summary>Dotted type ids that Refined mode does not report.</summary>
    public IReadOnlyList<string> DisabledTypes { get; init; } = [];

    /// <summary>Thresholds of Refined mode by name, for those that differ from the pack's own.</summary>
    public IReadOnlyDictionary<string, double> Thresholds { get; init; } = new Dictionary<string, double>();
}
