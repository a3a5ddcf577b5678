using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>Makes the signals that a matched phrase gives.</summary>
internal sealed class PhraseSignals(ReferencePack pack)
{
    /// <summary>The signal of the list's first matching phrase; null when none matches.</summary>
    public SignalInstance? Of(PhraseList list, SignalType type, int index, SpeechFacts speech) =>
        Matched(list, speech) is { } phrase
            ? new SignalInstance(type, index, 1, phrase, [new MetadataEntry("pattern_type", type.ShortName)])
            : null;

    /// <summary>The list's first matching phrase; null when none matches.</summary>
    public string? Matched(PhraseList list, SpeechFacts speech) =>
        speech.Phrases[(int)list] is >= 0 and var place ? pack.Phrases[list][place] : null;
}
