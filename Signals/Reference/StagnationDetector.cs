using System.Globalization;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reference;

/// <summary>Dragging, by the number of the user's turns, and repetition, by the trigrams of one party's last texts.</summary>
/// <remarks>The window's offset is added to the index of a repetition although that index has it already, as in the reference.</remarks>
internal sealed class StagnationDetector(ReferencePack pack) : IReferenceDetector
{
    private readonly ReferenceThresholds _thresholds = pack.Thresholds;

    /// <summary>The turns of the window and their efficiency.</summary>
    public TurnMetrics Measure(ReferenceWindow window)
    {
        int user = 0, assistant = 0;
        for (var place = 0; place < window.Count; place++)
        {
            user += window.KindOf(place) == RowKind.Human ? 1 : 0;
            assistant += window.KindOf(place) == RowKind.Assistant ? 1 : 0;
        }

        var efficiency = user <= _thresholds.BaselineTurns
            ? 1f
            : 1f / (1f + ((user - _thresholds.BaselineTurns) * _thresholds.EfficiencyDecay));
        return new TurnMetrics(user, user, assistant, efficiency, efficiency < _thresholds.DraggingEfficiencyBelow);
    }

    public void Detect(ReferenceWindow window, List<SignalInstance> found)
    {
        DetectDragging(window, found);
        var earlier = new Dictionary<RowKind, List<(int Index, SpeechFacts Speech)>> { [RowKind.Human] = [], [RowKind.Assistant] = [] };
        for (var place = 0; place < window.Count; place++)
        {
            if (window[place] is SpeechFacts speech)
            {
                var party = window.KindOf(place);
                if (Repetition(window, place, speech, earlier[party]) is { } signal)
                {
                    found.Add(signal);
                }

                earlier[party].Add((window.Offset + place, speech));
            }
        }
    }

    private void DetectDragging(ReferenceWindow window, List<SignalInstance> found)
    {
        var turns = Measure(window);
        if (turns.IsDragging)
        {
            var efficiency = (float)turns.EfficiencyScore;
            found.Add(new SignalInstance(
                SignalType.Dragging,
                window.Offset + Math.Max(window.Count - 1, 0),
                ShortNumber.Shortest(1f - efficiency),
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"Conversation dragging: {turns.TotalTurns} turns (efficiency: {ShortNumber.Round(efficiency, 2)})"),
                [
                    new("total_turns", turns.TotalTurns),
                    new("efficiency_score", turns.EfficiencyScore),
                    new("baseline_turns", _thresholds.BaselineTurns),
                ]));
        }
    }

    private SignalInstance? Repetition(
        ReferenceWindow window, int place, SpeechFacts speech, List<(int Index, SpeechFacts Speech)> earlier)
    {
        var isHuman = window.KindOf(place) == RowKind.Human;
        if (speech.TokenCount < _thresholds.RepetitionMinTokens || (isHuman && speech.StartsPositive))
        {
            return null;
        }

        foreach (var (index, other) in earlier.TakeLast(_thresholds.RepetitionLookbackSameRole))
        {
            if (other.TokenCount >= _thresholds.RepetitionMinTokens
                && speech.SimilarityTo(other, _thresholds.RepetitionNearDuplicate) is var similarity
                && similarity >= _thresholds.RepetitionNearDuplicate)
            {
                return Repetition(window, place, index, similarity, isHuman ? "human" : "gpt");
            }
        }

        return null;
    }

    private SignalInstance Repetition(ReferenceWindow window, int place, int comparedTo, float similarity, string role)
    {
        var isExact = similarity >= _thresholds.RepetitionExact;
        return new SignalInstance(
            SignalType.Repetition,
            window.Offset + Math.Min(window.Offset + place, window.Count - 1),
            ShortNumber.Shortest(similarity),
            string.Create(CultureInfo.InvariantCulture, $"{(isExact ? "Exact repetition" : "Near-duplicate")} with message {comparedTo}"),
            [
                new("repetition_type", isExact ? "exact" : "near_duplicate"),
                new("compared_to", comparedTo),
                new("similarity", (double)similarity),
                new("role", role),
            ]);
    }
}
