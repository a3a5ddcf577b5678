namespace LlmAspire.Signals.Text;

/// <summary>A phrase with what its comparison needs. Its word numbers are filled in by <see cref="PhraseWords"/>.</summary>
internal sealed class IndexedPhrase
{
    public IndexedPhrase(string text, int list, int place)
    {
        List = list;
        Place = (short)place;
        var lower = NormalizedText.ToAsciiPunctuation(LowerCase.Of(text));
        Tokens = NormalizedText.From(lower).ToTokens();
        var bare = WordText.WithoutPunctuation(lower);
        Trigrams = TrigramSet.From(bare);
        BareWords = bare.Length == 0 ? [] : bare.Split(' ').CountBy(static word => word).ToArray();
        Norm = Math.Sqrt(BareWords.Sum(static word => (long)word.Value * word.Value));
    }

    public int List { get; }

    /// <summary>The place in its list.</summary>
    public short Place { get; }

    /// <summary>The tokens as in a text: punctuation inside words kept.</summary>
    public string[] Tokens { get; }

    /// <summary>The trigrams of the phrase without any punctuation.</summary>
    public TrigramSet Trigrams { get; }

    /// <summary>The words of the phrase without any punctuation, with their counts.</summary>
    public KeyValuePair<string, int>[] BareWords { get; }

    /// <summary>The length of the vector of those counts.</summary>
    public double Norm { get; }

    /// <summary>The tokens as numbers.</summary>
    public short[] Words { get; set; } = [];
}
