using LlmAspire.Signals.Analysis;

namespace LlmAspire.Gateway.Signals;

/// <summary>Section <c>Gateway:Signals</c>: how conversations are analyzed.</summary>
public sealed class SignalsOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Gateway:Signals";

    /// <summary>Whether calls are analyzed. Off, a call costs nothing for it; <c>POST /v1/signals/analyze</c> works all the same.</summary>
    public bool Enabled { get; set; } = true;

    /// <summary>The rules to go by: refined or reference.</summary>
    public SignalsMode Mode { get; set; } = SignalsMode.Refined;

    /// <summary>The path of the reference's pack, which is not shipped; mode reference needs it.</summary>
    public string? ReferencePack { get; set; }

    /// <summary>What the name of a flagged call's span ends with; <c>[!]</c> where an emoji does not show.</summary>
    public string FlagMarker { get; set; } = "\U0001F6A9";

    /// <summary>How many calls may wait for their analysis. Of more the analysis is left out, and counted.</summary>
    public int MaxWaiting { get; set; } = 1024;

    /// <summary>How many bytes of conversations may wait.</summary>
    public long MaxWaitingBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>The longest conversation that is analyzed, in bytes of its messages' JSON.</summary>
    public int MaxConversationBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>How many bytes of analysis may be kept between the turns of conversations, about; 0 analyzes every turn anew.</summary>
    public long MaxKeptBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>The languages of the shipped packs to use, as two letters; empty: all. Mode refined only, as all below.</summary>
    public IList<string> Languages { get; } = [];

    /// <summary>Phrases of the team's own.</summary>
    public IList<OwnPhraseOptions> OwnPhrases { get; } = [];

    /// <summary>Types that are not reported, by their dotted ids.</summary>
    public IList<string> DisabledTypes { get; } = [];

    /// <summary>Thresholds that differ from the pack's, by name.</summary>
    public IDictionary<string, double> Thresholds { get; } = new Dictionary<string, double>(StringComparer.OrdinalIgnoreCase);
}
