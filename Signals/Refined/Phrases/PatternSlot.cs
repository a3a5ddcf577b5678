using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>What a token has to be: one of some words, to carry a mark, or anything.</summary>
internal sealed class PatternSlot
{
    private readonly int[] _words;
    private readonly string[] _beginnings;
    private readonly TokenMarks _mark;
    private readonly TokenMarks _without;
    private ulong[] _fits = [];

    private PatternSlot(int[] words, string[] beginnings, TokenMarks mark, TokenMarks without)
    {
        _words = words;
        _beginnings = beginnings;
        _mark = mark;
        _without = without;
    }

    /// <summary>True for the slot that takes any token.</summary>
    public bool IsAny => _words.Length + _beginnings.Length == 0 && _mark == TokenMarks.None;

    /// <summary>The marks a token needs to fit; none when words are needed.</summary>
    public TokenMarks Mark => _mark;

    /// <summary>True when only known words fit.</summary>
    public bool IsOfWords => _words.Length + _beginnings.Length > 0;

    /// <summary>The word, when exactly one fits; null otherwise.</summary>
    public int? OnlyWord => _words.Length == 1 && _beginnings.Length == 0 ? _words[0] : null;

    /// <summary>Any token.</summary>
    public static PatternSlot Any { get; } = new([], [], TokenMarks.None, TokenMarks.None);

    /// <summary>One of the words, or a word that starts with one of the beginnings.</summary>
    public static PatternSlot OfWords(IEnumerable<int> words, IEnumerable<string> beginnings) =>
        new([.. words.Distinct()], [.. beginnings.Distinct(StringComparer.Ordinal)], TokenMarks.None, TokenMarks.None);

    /// <summary>A token with all of the marks and none of the others.</summary>
    public static PatternSlot OfMark(TokenMarks mark, TokenMarks without = TokenMarks.None) => new([], [], mark, without);

    /// <summary>The slot that takes what any of the given ones take; null when they cannot be put together.</summary>
    public static PatternSlot? Merge(IReadOnlyList<PatternSlot> slots) =>
        slots.All(slot => slot.IsOfWords) ? OfWords(slots.SelectMany(slot => slot._words), slots.SelectMany(slot => slot._beginnings)) : null;

    /// <summary>Works the set of words out; once, when the vocabulary is complete.</summary>
    public void Complete(Vocabulary vocabulary)
    {
        if (!IsOfWords || _fits.Length > 0)
        {
            return;
        }

        _fits = new ulong[(vocabulary.Count >> 6) + 1];
        foreach (var word in Members(vocabulary))
        {
            _fits[word >> 6] |= 1ul << (word & 63);
        }
    }

    /// <summary>The numbers of the words that fit.</summary>
    public IEnumerable<int> Members(Vocabulary vocabulary) => _words.Concat(_beginnings.SelectMany(vocabulary.StartingWith)).Distinct();

    /// <summary>True when the token fits.</summary>
    public bool Takes(in Token token)
    {
        if (_fits.Length > 0)
        {
            return token.Word >= 0 && (_fits[token.Word >> 6] & (1ul << (token.Word & 63))) != 0;
        }

        return (token.Marks & _mark) == _mark && (token.Marks & _without) == 0;
    }
}
