using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>
/// Correction, rephrase and clarification by phrases, in this order and at most one a message; else a rephrase when the message shares most
/// of its meaningful words with the user's last one.
/// </summary>
internal sealed class MisalignmentDetector(ReferencePack pack) : IReferenceDetector
{
    private static readonly (PhraseList List, SignalType Type)[] Lists =
    [
        (PhraseList.Correction, SignalType.Correction),
        (PhraseList.Rephrase, SignalType.Rephrase),
        (PhraseList.Clarification, SignalType.Clarification),
    ];

    private readonly PhraseSignals _signals = new(pack);
    private readonly ReferenceThresholds _thresholds = pack.Thresholds;

    public void Detect(ReferenceWindow window, List<SignalInstance> found)
    {
        (int Index, SpeechFacts Speech)? last = null;
        foreach (var (index, speech) in window.SpeechOf(RowKind.Human))
        {
            var signal = ByPhrase(index, speech);
            if (signal is null && last is { } earlier && index - earlier.Index <= _thresholds.RephraseMaxIndexGap
                && IsRephrase(speech, earlier.Speech))
            {
                signal = new SignalInstance(
                    SignalType.Rephrase,
                    index,
                    _thresholds.RephraseConfidence,
                    "[similar rephrase detected]",
                    [new("pattern_type", "semantic_rephrase"), new("compared_to", earlier.Index)]);
            }

            if (signal is not null)
            {
                found.Add(signal);
            }

            last = (index, speech);
        }
    }

    private SignalInstance? ByPhrase(int index, SpeechFacts speech)
    {
        foreach (var (list, type) in Lists)
        {
            if (_signals.Of(list, type, index, speech) is { } signal)
            {
                return signal;
            }
        }

        return null;
    }

    private bool IsRephrase(SpeechFacts speech, SpeechFacts earlier)
    {
        if (speech.TokenCount < _thresholds.RephraseMinTokens || earlier.TokenCount < _thresholds.RephraseMinTokens || speech.IsConfirmation)
        {
            return false;
        }

        return speech.RephraseOf(earlier, Compare);
    }

    private bool Compare(HashSet<string> words, HashSet<string> earlier)
    {
        if (Math.Min(words.Count, earlier.Count) < Math.Max(_thresholds.RephraseMinMeaningfulTokens, 1))
        {
            return false;
        }

        var common = words.Count(earlier.Contains);
        return (float)(words.Count - common) / words.Count <= _thresholds.RephraseMaxNewContentRatio
            && (float)common / Math.Min(words.Count, earlier.Count) >= _thresholds.RephraseOverlap;
    }
}
