using System.Text;
using System.Text.RegularExpressions;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Text;

namespace LlmAspire.Signals.Reference;

/// <summary>Works out the facts of a row with the phrases, patterns and lexicons of a pack. Immutable.</summary>
internal sealed class FactReader
{
    private const int BytesPerSpeech = 300;
    private const int BytesPerOther = 200;

    private readonly ReferenceThresholds _thresholds;
    private readonly PhraseIndex _phrases;
    private readonly PatternSearch _failures;
    private readonly PatternSearch _exhaustions;
    private readonly PrefixList _positive;
    private readonly PrefixList _confirmation;
    private readonly WordList _stopwords;
    private readonly Regex _anyPunctuation;
    private readonly Regex[] _punctuation;

    /// <summary>Indexes the phrases and compiles the patterns.</summary>
    /// <exception cref="SignalPackException">A pattern cannot be used.</exception>
    public FactReader(ReferencePack pack)
    {
        _thresholds = pack.Thresholds;
        _phrases = new PhraseIndex(
            [.. Enum.GetValues<PhraseList>().Select(list => pack.Phrases[list])], _thresholds.CharTrigramJaccard, _thresholds.TokenCosine);
        _failures = new PatternSearch(pack.Failures);
        _exhaustions = new PatternSearch(pack.Exhaustions);
        _positive = new PrefixList(pack.PositivePrefixes);
        _confirmation = new PrefixList(pack.ConfirmationPrefixes);
        _stopwords = new WordList(pack.Stopwords);
        _punctuation = [.. _thresholds.ExcessivePunctuation.Select(LinearRegex.Compile)];
        _anyPunctuation = LinearRegex.Compile(string.Join('|', _thresholds.ExcessivePunctuation.Select(static pattern => $"(?:{pattern})")));
    }

    /// <summary>The facts of a row and about how many bytes they keep.</summary>
    public (RowFacts Facts, int Bytes) Read(ConversationRow row) => row.Kind switch
    {
        RowKind.Human when row.Text.Length > 0 => (ReadHuman(row.Text), BytesPerSpeech),
        RowKind.Assistant when row.Text.Length > 0 => (ReadAssistant(row.Text), BytesPerSpeech),
        RowKind.ToolCall => (CallReader.Read(row), BytesPerOther + (4 * row.Text.Length)),
        RowKind.ToolResult => (ReadResult(row.Text), BytesPerOther),
        _ => (RowFacts.None, 0),
    };

    private SpeechFacts ReadAssistant(string text)
    {
        var cut = TextCut.ToLength(text, _thresholds.MaxMessageLength);
        var words = NormalizedText.From(cut);
        return new SpeechFacts(cut, _stopwords) { Words = words, TokenCount = words.Count };
    }

    private SpeechFacts ReadHuman(string text)
    {
        var cut = TextCut.ToLength(text, _thresholds.MaxMessageLength);
        var words = NormalizedText.From(cut);
        var trigrams = TrigramSet.From(words.Text);
        return new SpeechFacts(cut, _stopwords)
        {
            Words = words,
            Trigrams = trigrams,
            TokenCount = words.Count,
            StartsPositive = _positive.Begins(cut),
            IsConfirmation = _confirmation.Begins(cut),
            ShoutingRatio = Shouting(cut),
            Punctuation = _anyPunctuation.IsMatch(cut) ? CountPunctuation(cut) : null,
            Phrases = _phrases.FirstMatches(words, trigrams),
        };
    }

    private ResultFacts ReadResult(string text)
    {
        var lower = Ascii.IsValid(text) ? text : LowerCase.Of(text);
        return new ResultFacts(_failures.Find(text, lower), _exhaustions.Find(text, lower));
    }

    private PunctuationCounts CountPunctuation(string text) =>
        new(_punctuation[0].Count(text), _punctuation[1].Count(text), _punctuation[2].Count(text));

    private float? Shouting(string text)
    {
        int letters = 0, capitals = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var isLetter = rune.IsAscii ? char.IsAsciiLetter((char)rune.Value) : WordText.IsAlphabetic(rune);
            letters += isLetter ? 1 : 0;
            capitals += isLetter && (rune.IsAscii ? char.IsAsciiLetterUpper((char)rune.Value) : WordText.IsUppercase(rune)) ? 1 : 0;
        }

        var ratio = (float)capitals / letters;
        return letters >= _thresholds.AllCapsMinLetters && ratio >= _thresholds.AllCapsUpperRatio ? ratio : null;
    }
}
