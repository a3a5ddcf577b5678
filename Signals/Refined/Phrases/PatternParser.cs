using System.Globalization;
using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Phrases;

/// <summary>
/// Reads patterns. Words as a user types them; <c>frustrat*</c> a beginning; <c>(a|b c)</c> one of; <c>?</c> behind a part: may be left
/// out;
/// <c>..</c> up to three words of any kind, <c>..5</c> up to five; <c>&lt;name&gt;</c> a lexicon or one of the marks said, asked, new,
/// quote,
/// number, proper, any; <c>^</c> and <c>$</c> the borders of a sentence, <c>^^</c> and <c>$$</c> those of the message.
/// </summary>
/// <param name="vocabulary">Where words get their numbers.</param>
/// <param name="lexicons">The lexicons defined so far, by name.</param>
internal sealed class PatternParser(Vocabulary vocabulary, IReadOnlyDictionary<string, PatternNode> lexicons)
{
    private const int DefaultGap = 3;
    private const int LongestGap = 9;

    private static readonly Dictionary<string, PatternSlot> Marks = new(StringComparer.Ordinal)
    {
        ["said"] = PatternSlot.OfMark(TokenMarks.Said | TokenMarks.Content),
        ["asked"] = PatternSlot.OfMark(TokenMarks.Asked | TokenMarks.Content),
        ["new"] = PatternSlot.OfMark(TokenMarks.Content, TokenMarks.Said | TokenMarks.Asked),
        ["content"] = PatternSlot.OfMark(TokenMarks.Content),
        ["dropped"] = PatternSlot.OfMark(TokenMarks.Asked | TokenMarks.Content, TokenMarks.Said),
        ["ed"] = PatternSlot.OfMark(TokenMarks.Past),
        ["ing"] = PatternSlot.OfMark(TokenMarks.Progressive),
        ["est"] = PatternSlot.OfMark(TokenMarks.Superlative),
        ["es"] = PatternSlot.OfMark(TokenMarks.Inflected),
        ["quote"] = PatternSlot.OfMark(TokenMarks.Quote),
        ["term"] = PatternSlot.OfMark(TokenMarks.Said | TokenMarks.Content, TokenMarks.Asked),
        ["saidquote"] = PatternSlot.OfMark(TokenMarks.Quote | TokenMarks.Said),
        ["newnumber"] = PatternSlot.OfMark(TokenMarks.Number, TokenMarks.Said | TokenMarks.Asked),
        ["newname"] = PatternSlot.OfMark(TokenMarks.Name | TokenMarks.Content, TokenMarks.Said | TokenMarks.Asked),
        ["number"] = PatternSlot.OfMark(TokenMarks.Number),
        ["proper"] = PatternSlot.OfMark(TokenMarks.Name),
        ["any"] = PatternSlot.Any,
    };

    private string _text = "";
    private int _at;

    /// <summary>Reads a pattern.</summary>
    /// <exception cref="FormatException">The text is no pattern; the message says why.</exception>
    public PhrasePattern Parse(string text)
    {
        var body = text.Trim();
        var anchors = PatternAnchors.None;
        anchors |= Take(ref body, "^^", atEnd: false) ? PatternAnchors.MessageStart : 0;
        anchors |= Take(ref body, "^", atEnd: false) ? PatternAnchors.SentenceStart : 0;
        anchors |= Take(ref body, "$$", atEnd: true) ? PatternAnchors.MessageEnd : 0;
        anchors |= Take(ref body, "$", atEnd: true) ? PatternAnchors.SentenceEnd : 0;
        return new PhrasePattern(ParsePart(body), anchors, text);
    }

    /// <summary>Reads a pattern without borders, as lexicons have.</summary>
    public PatternNode ParsePart(string text)
    {
        (_text, _at) = (text, 0);
        var node = ReadChoice();
        return _at < _text.Length ? throw Error("')' without '('") : node;
    }

    private static bool Take(ref string body, string sign, bool atEnd)
    {
        var has = atEnd ? body.EndsWith(sign, StringComparison.Ordinal) : body.StartsWith(sign, StringComparison.Ordinal);
        body = !has ? body : atEnd ? body[..^sign.Length].Trim() : body[sign.Length..].Trim();
        return has;
    }

    private PatternNode ReadChoice()
    {
        var parts = new List<PatternNode> { ReadSequence() };
        while (_at < _text.Length && _text[_at] == '|')
        {
            _at++;
            parts.Add(ReadSequence());
        }

        return PatternChoice.Of(parts);
    }

    private PatternNode ReadSequence()
    {
        var parts = new List<PatternNode>();
        while (true)
        {
            while (_at < _text.Length && _text[_at] is ' ' or ',')
            {
                _at++;
            }

            if (_at >= _text.Length || _text[_at] is '|' or ')')
            {
                return parts.Count == 1 ? parts[0] : parts.Count > 1 ? new SequenceNode(parts) : throw Error("an empty part");
            }

            var atom = ReadAtom();
            if (_at < _text.Length && _text[_at] == '?')
            {
                _at++;
                atom = new OptionalNode(atom);
            }

            parts.Add(atom);
        }
    }

    private PatternNode ReadAtom()
    {
        switch (_text[_at])
        {
            case '(':
                _at++;
                var inner = ReadChoice();
                if (_at >= _text.Length)
                {
                    throw Error("'(' without ')'");
                }

                _at++;
                return inner;
            case '<':
                var close = _text.IndexOf('>', _at);
                var name = close < 0 ? throw Error("'<' without '>'") : _text[(_at + 1)..close];
                _at = close + 1;
                return Marks.TryGetValue(name, out var slot) ? new SlotNode(slot)
                    : lexicons.TryGetValue(name, out var lexicon) ? lexicon
                    : throw Error($"there is no lexicon '{name}'");
            case '.' when _text.AsSpan(_at).StartsWith(".."):
                _at += 2;
                return ReadGap();
            default:
                return ReadWord();
        }
    }

    private SequenceNode ReadGap()
    {
        var from = _at;
        while (_at < _text.Length && char.IsAsciiDigit(_text[_at]))
        {
            _at++;
        }

        var length = _at == from ? DefaultGap : int.Parse(_text.AsSpan(from, _at - from), CultureInfo.InvariantCulture);
        return length is < 1 or > LongestGap
            ? throw Error($"a gap of {length} words; 1 to {LongestGap} are allowed")
            : new SequenceNode([.. Enumerable.Repeat(new OptionalNode(new SlotNode(PatternSlot.Any)), length)]);
    }

    private PatternNode ReadWord()
    {
        var from = _at;
        while (_at < _text.Length && !" ,|()<>?*".Contains(_text[_at]) && !(_text[_at] == '.' && _text.AsSpan(_at).StartsWith("..")))
        {
            _at++;
        }

        if (_at == from)
        {
            throw Error($"'{_text[_at]}' stands where a word is expected");
        }

        var word = string.Create(_at - from, (_text, from), (span, state) =>
        {
            for (var i = 0; i < span.Length; i++)
            {
                var letter = state._text[state.from + i];
                span[i] = letter is '’' or '‘' ? '\'' : Folding.Plain(letter);
            }
        });
        if (_at < _text.Length && _text[_at] == '*')
        {
            _at++;
            vocabulary.AddBeginning(word);
            return new SlotNode(PatternSlot.OfWords([], [word]));
        }

        var parts = WordSplitter.Split(word, vocabulary).Select(PatternNode (part) => new SlotNode(PatternSlot.OfWords([vocabulary.Add(part)], []))).ToList();
        return parts.Count == 1 ? parts[0] : new SequenceNode(parts);
    }

    private FormatException Error(string what) => new($"in '{_text}' at {_at}: {what}");
}
