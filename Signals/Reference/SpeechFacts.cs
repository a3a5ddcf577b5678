using LlmAspire.Signals.Text;

namespace LlmAspire.Signals.Reference;

/// <summary>
/// What the rules work out about a text of the user or the assistant. The small results stay; words and trigrams are made when asked for and
/// can be let go, since only the next rows of the same party are compared with them.
/// </summary>
/// <param name="text">The row's text, cut to the most that is analyzed.</param>
/// <param name="stopwords">Words that do not count in the comparison of two messages.</param>
internal sealed class SpeechFacts(string text, WordList stopwords) : RowFacts
{
    private NormalizedText? _words;
    private TrigramSet? _trigrams;
    private HashSet<string>? _meaningful;
    private (SpeechFacts? Of, bool Value) _rephrase;
    private (SpeechFacts? Of, float Value) _similarity;
    private (SpeechFacts? Of, float Value) _earlierSimilarity;

    /// <summary>The text, cut to the most that is analyzed.</summary>
    public string Text { get; } = text;

    /// <summary>How many tokens the text has.</summary>
    public int TokenCount { get; init; }

    /// <summary>True when the text begins with a word of good will.</summary>
    public bool StartsPositive { get; init; }

    /// <summary>True when the text begins with agreement.</summary>
    public bool IsConfirmation { get; init; }

    /// <summary>The share of capitals among the letters, when that is shouting.</summary>
    public float? ShoutingRatio { get; init; }

    /// <summary>How often marks are piled up, when they are.</summary>
    public PunctuationCounts? Punctuation { get; init; }

    /// <summary>For each <see cref="PhraseList"/> the place of the first phrase that matches, or -1; empty for the assistant's texts.</summary>
    public short[] Phrases { get; init; } = [];

    /// <summary>The words.</summary>
    public NormalizedText Words
    {
        get => _words ??= NormalizedText.From(Text);
        init => _words = value;
    }

    /// <summary>The trigrams of the words.</summary>
    public TrigramSet Trigrams
    {
        get => _trigrams ??= TrigramSet.From(Words.Text);
        init => _trigrams = value;
    }

    /// <summary>The different words that are no stopwords.</summary>
    private HashSet<string> MeaningfulWords => _meaningful ??= stopwords.Without(Words);

    /// <summary>The similarity to an earlier text, or any number below the least of interest. Remembered for the last two asked for.</summary>
    public float SimilarityTo(SpeechFacts earlier, float least)
    {
        if (ReferenceEquals(_similarity.Of, earlier))
        {
            return _similarity.Value;
        }

        if (!ReferenceEquals(_earlierSimilarity.Of, earlier))
        {
            (_similarity, _earlierSimilarity) = ((earlier, earlier.Trigrams.Similarity(Trigrams, least)), _similarity);
            return _similarity.Value;
        }

        return _earlierSimilarity.Value;
    }

    /// <summary>Whether this text says again what an earlier one said, by their meaningful words. Remembered for the last one asked for.</summary>
    public bool RephraseOf(SpeechFacts earlier, Func<HashSet<string>, HashSet<string>, bool> compare)
    {
        if (!ReferenceEquals(_rephrase.Of, earlier))
        {
            _rephrase = (earlier, compare(MeaningfulWords, earlier.MeaningfulWords));
        }

        return _rephrase.Value;
    }

    /// <summary>Lets go what can be made again.</summary>
    public void Release() => (_words, _trigrams, _meaningful) = (null, null, null);
}
