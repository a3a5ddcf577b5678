using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;
using LlmAspire.Signals.Text;

namespace LlmAspire.Signals.Reference;

/// <summary>
/// Shouting, piled-up marks, escalation, quitting and insults, each by itself; complaints only when there was neither escalation nor insult.
/// </summary>
internal sealed class DisengagementDetector(ReferencePack pack) : IReferenceDetector
{
    private const int SnippetCharacters = 50;

    private readonly PhraseSignals _signals = new(pack);

    public void Detect(ReferenceWindow window, List<SignalInstance> found)
    {
        foreach (var (index, speech) in window.SpeechOf(RowKind.Human))
        {
            DetectForm(index, speech, found);
            DetectWords(index, speech, found);
        }
    }

    private static void DetectForm(int index, SpeechFacts speech, List<SignalInstance> found)
    {
        if (speech.ShoutingRatio is { } ratio)
        {
            found.Add(Form(index, speech, "all_caps", [new("upper_ratio", (double)ratio)]));
        }

        if (speech.Punctuation is { } marks && !speech.StartsPositive && marks is not { Questions: 0, Exclamations: 0, Mixed: 0 })
        {
            found.Add(Form(index, speech, "excessive_punctuation", [
                new("consecutive_questions", marks.Questions),
                new("consecutive_exclamations", marks.Exclamations),
                new("mixed_punctuation", marks.Mixed),
            ]));
        }
    }

    private void DetectWords(int index, SpeechFacts speech, List<SignalInstance> found)
    {
        var escalation = _signals.Of(PhraseList.Escalation, SignalType.Escalation, index, speech);
        var quit = _signals.Of(PhraseList.Quit, SignalType.Quit, index, speech);
        var insult = Words(PhraseList.Profanity, index, speech, "profanity");
        var complaint = escalation is null && insult is null ? Words(PhraseList.Complaint, index, speech, "complaint") : null;
        found.AddRange(new[] { escalation, quit, insult, complaint }.OfType<SignalInstance>());
    }

    private SignalInstance? Words(PhraseList list, int index, SpeechFacts speech, string indicator) =>
        _signals.Matched(list, speech) is { } phrase
            ? new SignalInstance(
                SignalType.NegativeStance,
                index,
                1,
                phrase,
                [new("indicator_type", indicator), new("pattern", phrase)])
            : null;

    private static SignalInstance Form(int index, SpeechFacts speech, string indicator, MetadataEntry[] details) => new(
        SignalType.NegativeStance,
        index,
        1,
        TextCut.First(speech.Text, SnippetCharacters),
        [new("indicator_type", indicator), .. details]);
}
