using System.Runtime.InteropServices;

namespace LlmAspire.Signals.Refined.Text;

/// <summary>The one pass of <see cref="Tokenizer"/>: a cursor over the text, words and sentence borders as they come.</summary>
internal ref struct TokenReader
{
    private const int LongestWord = 40;
    private const int LongestQuote = 600;
    private const int MaxOpenQuotes = 12;

    private readonly Vocabulary _vocabulary;
    private readonly string _text;
    private readonly bool _isToolText;
    private readonly List<Token> _tokens = [];
    private ShapeCounter _shape;
    private bool _atSentenceStart = true;
    private int _sentenceFrom;
    private int _openQuotes;

    /// <summary>A reader at the start of the text.</summary>
    public TokenReader(Vocabulary vocabulary, string text, bool isToolText)
    {
        _vocabulary = vocabulary;
        _text = text;
        _isToolText = isToolText;
    }

    /// <summary>Reads the characters from one place up to another; a sentence does not go on from part to part.</summary>
    public void ReadPart(int from, int to)
    {
        var at = from;
        while (at < to)
        {
            at = Step(at, to);
        }

        EndSentence(isQuestion: false);
    }

    /// <summary>The message, once all parts are read.</summary>
    public readonly MessageText Finish()
    {
        var tokens = CollectionsMarshal.AsSpan(_tokens);
        SentenceMarks.Complete(tokens, _vocabulary);
        return new MessageText(_text, tokens.ToArray(), _shape.ToShape());
    }

    private int Step(int at, int to)
    {
        var letter = _text[at];
        if (char.IsLetterOrDigit(letter))
        {
            return Folding.StandsAlone(letter) ? ReadSingle(at) : ReadWord(at, to);
        }

        // A text full of signs that open quotes and never close them is searched in vain a few times only.
        if (!_isToolText && _openQuotes < MaxOpenQuotes && QuotedPassage.MayOpenAt(letter))
        {
            var close = QuotedPassage.EndOf(_text, at, Math.Min(to, at + LongestQuote));
            if (close > at)
            {
                AddQuote(at, close);
                return close;
            }

            _openQuotes++;
        }

        if (!_isToolText && LengthOfPictograph(at, to) is var length and > 0)
        {
            AddPictograph(at, length);
            return at + length;
        }

        return ReadPunctuation(at, to);
    }

    private readonly int LengthOfPictograph(int at, int to) =>
        at + 1 < to && char.IsSurrogatePair(_text[at], _text[at + 1]) ? 2 : _text[at] is >= '\u2600' and <= '\u27BF' ? 1 : 0;

    // An emoji that a pack knows is a word. Behind the end of a sentence it belongs to that sentence ("Thanks! ...").
    private void AddPictograph(int at, int length)
    {
        var written = _text.AsSpan(at, length);
        var id = _vocabulary.Find(written);
        if (id == Vocabulary.Unknown)
        {
            return;
        }

        if (!_atSentenceStart || _tokens.Count == 0)
        {
            Add(written, at, length);
            return;
        }

        var last = _tokens[^1];
        _tokens[^1] = last with { Marks = last.Marks & ~TokenMarks.SentenceEnd };
        _tokens.Add(new Token(id, Stemmer.StemOf(written), at, length, TokenMarks.Filler | TokenMarks.SentenceEnd | (last.Marks & TokenMarks.Question)));
        _sentenceFrom = _tokens.Count;
    }

    private int ReadPunctuation(int at, int to)
    {
        var letter = _text[at];
        switch (letter)
        {
            case '!' or '?' or '！' or '？':
                var run = at;
                while (run < to && _text[run] is '!' or '?' or '！' or '？')
                {
                    run++;
                }

                _shape.Bang(_text.AsSpan(at, run - at), at);
                EndSentence(isQuestion: _text.AsSpan(at, run - at).IndexOfAny('?', '？') >= 0);
                return run;
            case '。' or '；' or ';' or '\n' or '…' or '¿' or '¡':
                EndSentence(isQuestion: false);
                break;
            case '.' when at + 1 >= to || !char.IsLetterOrDigit(_text[at + 1]):
                EndSentence(isQuestion: false);
                break;
        }

        return at + 1;
    }

    private int ReadSingle(int at)
    {
        Span<char> one = [_text[at]];
        _shape.Letter(isCapital: false);
        Add(one, at, 1);
        return at + 1;
    }

    private int ReadWord(int at, int to)
    {
        Span<char> word = stackalloc char[LongestWord];
        var length = 0;
        var capitals = 0;
        var letters = 0;
        var end = at;
        for (; end < to; end++)
        {
            var letter = _text[end];
            if (IsApostropheInside(end, to))
            {
                letter = '\'';
            }
            else if (IsPointInNumber(end, at, to))
            {
                // "412.5" is one number in what a tool returns, and not the status 412.
            }
            else if (!char.IsLetterOrDigit(letter) || Folding.StandsAlone(letter) || (_isToolText && end > at && IsHump(end)))
            {
                break;
            }

            letters += char.IsLetter(letter) ? 1 : 0;
            capitals += char.IsUpper(letter) ? 1 : 0;
            if (length < LongestWord)
            {
                word[length++] = Folding.Plain(letter);
            }
        }

        _shape.Word(letters, capitals);
        AddWritten(word[..length], at, end - at);
        return end;
    }

    private readonly bool IsApostropheInside(int at, int to) =>
        _text[at] is '\'' or '’' or '‘' or 'ʼ' or '`' && at > 0 && at + 1 < to && char.IsLetter(_text[at - 1]) && char.IsLetter(_text[at + 1]);

    private readonly bool IsPointInNumber(int at, int from, int to) =>
        _isToolText && _text[at] is '.' && at > from && at + 1 < to && char.IsAsciiDigit(_text[at - 1]) && char.IsAsciiDigit(_text[at + 1])
        && char.IsAsciiDigit(_text[from]);

    private readonly bool IsHump(int at) => char.IsUpper(_text[at]) && char.IsLower(_text[at - 1]);

    private void AddWritten(scoped Span<char> word, int at, int length)
    {
        word = Shortening.Apply(word, _vocabulary);
        if (_vocabulary.ExpansionOf(word) is { } words)
        {
            foreach (var part in words)
            {
                Add(part, at, length);
            }

            return;
        }

        // "c'est", "l'ho", "assistant's": two words.
        while (word.IndexOf('\'') is var apostrophe and >= 0)
        {
            Add(word[..apostrophe], at, length);
            word = word[(apostrophe + 1)..];
        }

        Add(word, at, length);
    }

    private void AddQuote(int at, int close)
    {
        _tokens.Add(new Token(Vocabulary.Unknown, QuotedPassage.StemIn(_text.AsSpan(at, close - at)), at, close - at, TokenMarks.Quote | NextMarks()));
        _atSentenceStart = false;
    }

    private void Add(scoped ReadOnlySpan<char> word, int at, int length)
    {
        if (word.IsEmpty)
        {
            return;
        }

        var marks = NextMarks();
        marks |= char.IsAsciiDigit(word[0]) ? TokenMarks.Number : TokenMarks.None;
        marks |= char.IsUpper(_text[at]) && !_atSentenceStart ? TokenMarks.Name : TokenMarks.None;
        var id = _vocabulary.Find(word);
        // "May", "Will": a stop word written as a name is one.
        var isName = (marks & TokenMarks.Name) != 0 && length > 2 && char.IsLower(_text[at + 1]);
        marks |= _vocabulary.StopWords.Contains(id) && !isName ? TokenMarks.None : TokenMarks.Content;
        marks |= WordForms.Of(word);
        marks |= _vocabulary.ClosingFillers.Contains(id) || _vocabulary.LeadingFillers.Contains(id) ? TokenMarks.Filler : TokenMarks.None;
        _tokens.Add(new Token(id, Stemmer.StemOf(word), at, length, marks));
        _atSentenceStart = false;
    }

    private readonly TokenMarks NextMarks() => _atSentenceStart ? TokenMarks.SentenceStart : TokenMarks.None;

    private void EndSentence(bool isQuestion)
    {
        var tokens = CollectionsMarshal.AsSpan(_tokens);
        if (!_atSentenceStart)
        {
            tokens[^1] = tokens[^1] with { Marks = tokens[^1].Marks | TokenMarks.SentenceEnd };
            for (var i = _sentenceFrom; isQuestion && i < tokens.Length; i++)
            {
                tokens[i] = tokens[i] with { Marks = tokens[i].Marks | TokenMarks.Question };
            }
        }

        _shape.SentenceEnded(isQuestion, hadWords: !_atSentenceStart);
        _sentenceFrom = tokens.Length;
        _atSentenceStart = true;
    }
}
