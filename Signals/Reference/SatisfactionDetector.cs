using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>Gratitude, confirmation or success by phrases, in this order and at most one a message.</summary>
internal sealed class SatisfactionDetector(ReferencePack pack) : IReferenceDetector
{
    private readonly PhraseSignals _signals = new(pack);

    public void Detect(ReferenceWindow window, List<SignalInstance> found)
    {
        foreach (var (index, speech) in window.SpeechOf(RowKind.Human))
        {
            var signal = _signals.Of(PhraseList.Gratitude, SignalType.Gratitude, index, speech)
                ?? _signals.Of(PhraseList.Confirmation, SignalType.Confirmation, index, speech)
                ?? _signals.Of(PhraseList.Success, SignalType.Success, index, speech);
            if (signal is not null)
            {
                found.Add(signal);
            }
        }
    }
}
