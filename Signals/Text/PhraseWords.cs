using System.Collections.Frozen;

namespace LlmAspire.Signals.Text;

/// <summary>The words of a set of phrases, numbered, and which phrases have them. Immutable once made.</summary>
internal sealed class PhraseWords
{
    private readonly FrozenDictionary<string, short> _numbers;
    private readonly FrozenDictionary<string, short>.AlternateLookup<ReadOnlySpan<char>> _bySpan;
    private readonly (int Phrase, int Count)[][] _counts;
    private readonly int[][] _starts;

    /// <summary>Numbers the words of the phrases and tells the phrases their numbers.</summary>
    public PhraseWords(IndexedPhrase[] phrases)
    {
        _numbers = phrases
            .SelectMany(static phrase => phrase.Tokens.Concat(phrase.BareWords.Select(static word => word.Key)))
            .Distinct()
            .Select(static (word, number) => KeyValuePair.Create(word, (short)number))
            .ToFrozenDictionary(StringComparer.Ordinal);
        _bySpan = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var phrase in phrases)
        {
            phrase.Words = [.. phrase.Tokens.Select(token => _numbers[token])];
        }

        _counts = Postings(
            phrases.SelectMany(static (phrase, number) => phrase.BareWords.Select(word => (word.Key, Posting: (number, word.Value)))));
        _starts = Postings(
            phrases.SelectMany(static (phrase, number) => phrase.Tokens.Take(1).Select(token => (token, Posting: number))));
    }

    /// <summary>How many words there are; their numbers are below.</summary>
    public int Count => _numbers.Count;

    /// <summary>The number of a word, -1 when no phrase has it.</summary>
    public short NumberOf(ReadOnlySpan<char> word) => _bySpan.TryGetValue(word, out var number) ? number : (short)-1;

    /// <summary>The phrases that have the word when all punctuation is taken out of them, and how often.</summary>
    public ReadOnlySpan<(int Phrase, int Count)> CountsOf(int word) => _counts[word];

    /// <summary>The phrases that start with the word as a token.</summary>
    public ReadOnlySpan<int> StartsOf(int word) => _starts[word];

    private TPosting[][] Postings<TPosting>(IEnumerable<(string Word, TPosting Posting)> all)
    {
        var byWord = all.ToLookup(posting => _numbers[posting.Word], static posting => posting.Posting);
        return [.. Enumerable.Range(0, Count).Select(number => byWord[(short)number].ToArray())];
    }
}
