using System.Collections.Frozen;

namespace LlmAspire.Signals.Text;

/// <summary>
/// Finds, for each list of phrases, the first one that a text matches. A text matches a phrase when it has the phrase's tokens one after the
/// other; or when their trigrams are alike; or when the counts of their words are alike (cosine). The phrase's side of the last two is
/// without any punctuation, the text's side keeps what is inside words.
/// </summary>
/// <remarks>
/// Phrases are indexed by word and by trigram, so that a text costs its own length and the phrases that share something with it. Immutable.
/// </remarks>
public sealed class PhraseIndex
{
    private readonly IndexedPhrase[] _phrases;
    private readonly int _lists;
    private readonly float _least;
    private readonly float _leastCosine;
    private readonly int _mostTrigrams;
    private readonly PhraseWords _words;
    private readonly FrozenDictionary<ulong, int[]> _trigrams;

    /// <summary>Indexes the phrases.</summary>
    /// <param name="lists">The lists of phrases, each in the order of trial.</param>
    /// <param name="leastTrigramSimilarity">From which similarity of trigrams on a phrase matches.</param>
    /// <param name="leastCosine">From which cosine of word counts on a phrase matches.</param>
    public PhraseIndex(IReadOnlyList<IReadOnlyList<string>> lists, float leastTrigramSimilarity, float leastCosine)
    {
        _lists = lists.Count;
        _least = leastTrigramSimilarity;
        _leastCosine = leastCosine;
        _phrases = [.. lists.SelectMany((phrases, list) => phrases.Select((text, place) => new IndexedPhrase(text, list, place)))];
        _words = new PhraseWords(_phrases);
        _mostTrigrams = _phrases.Length == 0 ? 0 : _phrases.Max(static phrase => phrase.Trigrams.Count);
        _trigrams = _phrases
            .SelectMany(static (phrase, number) => phrase.Trigrams.Keys.ToArray().Select(key => (Key: key, Number: number)))
            .GroupBy(static posting => posting.Key, static posting => posting.Number)
            .ToFrozenDictionary(static group => group.Key, static group => group.ToArray());
    }

    /// <summary>For each list the place of the first phrase that the text matches, -1 when none does.</summary>
    /// <param name="text">The text.</param>
    /// <param name="trigrams">The trigrams of its <see cref="NormalizedText.Text"/>.</param>
    public short[] FirstMatches(NormalizedText text, TrigramSet trigrams)
    {
        var first = new short[_lists];
        Array.Fill(first, (short)-1);
        if (text.Count > 0 && _phrases.Length > 0)
        {
            Span<int> counts = _phrases.Length <= 512 ? stackalloc int[_phrases.Length] : new int[_phrases.Length];
            MatchWords(text, counts, first);
            MatchTrigrams(trigrams, counts, first);
        }

        return first;
    }

    private void MatchWords(NormalizedText text, Span<int> products, short[] first)
    {
        Span<short> known = text.Count <= 256 ? stackalloc short[text.Count] : new short[text.Count];
        Span<int> frequencies = _words.Count <= 512 ? stackalloc int[_words.Count] : new int[_words.Count];
        frequencies.Clear();
        products.Clear();
        var squares = CountKnown(text, known, frequencies, products);
        MatchRuns(known, first);

        // The words that no phrase has count at least once each. Only a phrase that passes with that needs the true count.
        var exact = false;
        for (var number = 0; number < products.Length; number++)
        {
            if (products[number] == 0 || !Improves(_phrases[number], first) || !IsCosine(products[number], squares, number))
            {
                continue;
            }

            if (!exact)
            {
                exact = true;
                squares = TokenSquares.Sum(text);
                if (!IsCosine(products[number], squares, number))
                {
                    continue;
                }
            }

            first[_phrases[number].List] = _phrases[number].Place;
        }
    }

    // Fills in each token's word and the products of word counts with every phrase; gives the least sum of squares the counts can have.
    private long CountKnown(NormalizedText text, Span<short> known, Span<int> frequencies, Span<int> products)
    {
        long squares = 0;
        for (var i = 0; i < known.Length; i++)
        {
            var word = known[i] = _words.NumberOf(text[i]);
            if (word < 0)
            {
                squares++;
                continue;
            }

            squares += (2 * frequencies[word]++) + 1;
            foreach (var (phrase, count) in _words.CountsOf(word))
            {
                products[phrase] += count;
            }
        }

        return squares;
    }

    private void MatchRuns(ReadOnlySpan<short> known, short[] first)
    {
        for (var start = 0; start < known.Length; start++)
        {
            if (known[start] < 0)
            {
                continue;
            }

            foreach (var number in _words.StartsOf(known[start]))
            {
                var phrase = _phrases[number];
                if (Improves(phrase, first) && known[start..].StartsWith(phrase.Words))
                {
                    first[phrase.List] = phrase.Place;
                }
            }
        }
    }

    private void MatchTrigrams(TrigramSet trigrams, Span<int> common, short[] first)
    {
        if (trigrams.Count == 0 || (float)_mostTrigrams / trigrams.Count < _least)
        {
            return;
        }

        common.Clear();
        foreach (var key in trigrams.Keys)
        {
            if (_trigrams.TryGetValue(key, out var numbers))
            {
                foreach (var number in numbers)
                {
                    common[number]++;
                }
            }
        }

        for (var number = 0; number < common.Length; number++)
        {
            var phrase = _phrases[number];
            if (common[number] > 0 && Improves(phrase, first)
                && (float)common[number] / (trigrams.Count + phrase.Trigrams.Count - common[number]) >= _least)
            {
                first[phrase.List] = phrase.Place;
            }
        }
    }

    private bool IsCosine(int product, long squares, int number) =>
        (float)(product / (Math.Sqrt(squares) * _phrases[number].Norm)) >= _leastCosine;

    private static bool Improves(IndexedPhrase phrase, short[] first) =>
        first[phrase.List] < 0 || phrase.Place < first[phrase.List];
}
