using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Refined.Interaction;
using LlmAspire.Signals.Refined.Tools;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined;

/// <summary>Everything Refined mode goes by, made once and shared by all conversations. Read-only.</summary>
internal sealed class RefinedRules
{
    private readonly bool[] _isDisabled = new bool[SignalTaxonomy.Types.Count];

    /// <summary>The rules for some options.</summary>
    /// <exception cref="SignalPackException">An option names something there is not.</exception>
    public RefinedRules(AnalyzerOptions options)
    {
        Thresholds = RefinedThresholds.From(options.Thresholds);
        var (user, assistant) = RefinedPack.Phrases(options);
        UserMessages = new UserMessageReader(user, Thresholds);
        AssistantMessages = new AssistantMessageReader(assistant);
        ToolResults = new ToolResultReader(RefinedPack.ToolPhrases);
        Loops = new LoopFinder(Thresholds);
        foreach (var id in options.DisabledTypes)
        {
            _isDisabled[(int)(SignalTaxonomy.TryParse(id, out var type) ? type : throw NoSuchType(id))] = true;
        }
    }

    /// <summary>The numbers.</summary>
    public RefinedThresholds Thresholds { get; }

    /// <summary>Reads what users say.</summary>
    public UserMessageReader UserMessages { get; }

    /// <summary>Reads what the assistant says.</summary>
    public AssistantMessageReader AssistantMessages { get; }

    /// <summary>Reads what tools return.</summary>
    public ToolResultReader ToolResults { get; }

    /// <summary>Finds loops.</summary>
    public LoopFinder Loops { get; }

    /// <summary>True when a signal of the type and confidence is reported.</summary>
    public bool Reports(SignalType type, double confidence) => !_isDisabled[(int)type] && confidence >= Thresholds.MinConfidence;

    private static SignalPackException NoSuchType(string id) =>
        new($"There is no signal type '{id}'; there are {string.Join(", ", SignalTaxonomy.Types.Select(static type => type.Id))}.");
}
