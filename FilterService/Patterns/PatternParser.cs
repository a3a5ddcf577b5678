using System.Globalization;

namespace LlmAspire.FilterService.Patterns;

/// <summary>Reads the pattern language: the part of regular expressions that can be matched in one pass, without going back.</summary>
/// <remarks>
/// Literals, <c>.</c>, <c>[...]</c>, <c>\d \w \s</c> and their opposites, <c>\b \B ^ $</c>, groups, <c>|</c>, <c>* + ? {m,n}</c> (lazy
/// ones are
/// the same: the longest match counts), escapes <c>\n \r \t \xHH \uHHHH</c>, <c>(?![...])</c> and, at the beginning, <c>(?&lt;![...])</c>.
/// <c>\d</c> is ASCII; <c>\w</c> and <c>\s</c> are of any script. Back-references and other look-arounds are refused.
/// </remarks>
internal sealed class PatternParser
{
    private const int MostRepetitions = 1000;
    private readonly string _pattern;
    private readonly bool _ignoreCase;
    private int _at;

    private PatternParser(string pattern, bool ignoreCase) => (_pattern, _ignoreCase) = (pattern, ignoreCase);

    private bool AtEnd => _at >= _pattern.Length;

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="ignoreCase">Whether letters match in both cases.</param>
    /// <returns>The parsed pattern.</returns>
    /// <exception cref="PatternException">The pattern is not in the language.</exception>
    public static PatternNode Parse(string pattern, bool ignoreCase)
    {
        var parser = new PatternParser(pattern, ignoreCase);
        var node = parser.Choice();
        return parser.AtEnd ? node : throw new PatternException($"')' at {parser._at} has no '('");
    }

    /// <summary>The pattern that matches a text literally.</summary>
    /// <param name="text">The text.</param>
    /// <param name="ignoreCase">Whether letters match in both cases.</param>
    /// <returns>The pattern.</returns>
    public static PatternNode Literal(string text, bool ignoreCase)
    {
        var parser = new PatternParser(text, ignoreCase);
        return new PatternNode(PatternNodeKind.Sequence, Parts: [.. text.Select(parser.Character)]);
    }

    private PatternNode Choice()
    {
        var parts = new List<PatternNode> { Sequence() };
        while (Take('|'))
        {
            parts.Add(Sequence());
        }

        return parts.Count == 1 ? parts[0] : new PatternNode(PatternNodeKind.Choice, Parts: parts);
    }

    private PatternNode Sequence()
    {
        var parts = new List<PatternNode>();
        while (!AtEnd && _pattern[_at] is not ('|' or ')'))
        {
            parts.Add(Repeated(Atom()));
        }

        return parts.Count == 1 ? parts[0] : new PatternNode(PatternNodeKind.Sequence, Parts: parts);
    }

    private PatternNode Repeated(PatternNode part)
    {
        while (!AtEnd && Quantifier() is var (least, most))
        {
            Take('?');
            part = new PatternNode(PatternNodeKind.Repeat, Parts: [part], Least: least, Most: most);
        }

        return part;
    }

    private (int Least, int Most)? Quantifier()
    {
        if (Take('*'))
        {
            return (0, PatternNode.Unlimited);
        }

        if (Take('+'))
        {
            return (1, PatternNode.Unlimited);
        }

        if (Take('?'))
        {
            return (0, 1);
        }

        var end = _pattern.IndexOf('}', _at);
        if (_pattern[_at] != '{' || end < 0 || !char.IsAsciiDigit(_pattern[Math.Min(_at + 1, end)]))
        {
            return null;
        }

        var numbers = _pattern[(_at + 1)..end].Split(',');
        _at = end + 1;
        var least = Number(numbers[0]);
        var most = numbers.Length == 1 ? least : numbers[1].Length == 0 ? PatternNode.Unlimited : Number(numbers[1]);
        return most != PatternNode.Unlimited && most < least
            ? throw new PatternException($"'{{{least},{most}}}' has its limits the wrong way round")
            : (least, most);
    }

    private static int Number(string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number <= MostRepetitions
            ? number
            : throw new PatternException($"'{digits}' is no number of repetitions from 0 to {MostRepetitions}");

    private PatternNode Atom()
    {
        var character = _pattern[_at++];
        return character switch
        {
            '(' => Group(),
            '[' => new PatternNode(PatternNodeKind.Set, Class()),
            '.' => new PatternNode(PatternNodeKind.Set, CharSet.NotNewLine),
            '^' => new PatternNode(PatternNodeKind.TextStart),
            '$' => new PatternNode(PatternNodeKind.TextEnd),
            '\\' => Escape(),
            '*' or '+' or '?' => throw new PatternException($"'{character}' at {_at - 1} repeats nothing"),
            _ => Character(character),
        };
    }

    private PatternNode Group()
    {
        if (Take("?!"))
        {
            return LookAround(PatternNodeKind.NotNext);
        }

        if (Take("?<!"))
        {
            return LookAround(PatternNodeKind.NotPrevious);
        }

        if (!Take("?:") && !AtEnd && _pattern[_at] == '?')
        {
            throw new PatternException($"the group at {_at - 1} is of a kind that cannot be matched on a stream");
        }

        var node = Choice();
        return Take(')') ? node : throw new PatternException("a '(' has no ')'");
    }

    private PatternNode LookAround(PatternNodeKind kind)
    {
        var node = AtEnd ? null : Atom();
        return node?.Kind == PatternNodeKind.Set && Take(')')
            ? new PatternNode(kind, node.Set)
            : throw new PatternException("a look-around may hold one character or one set");
    }

    private PatternNode Escape()
    {
        if (!AtEnd && _pattern[_at] is 'b' or 'B')
        {
            return new PatternNode(_pattern[_at++] == 'b' ? PatternNodeKind.WordBoundary : PatternNodeKind.NotWordBoundary);
        }

        var (set, single) = EscapedSet();
        return set is not null ? new PatternNode(PatternNodeKind.Set, set) : Character(single);
    }

    private (CharSet? Set, char Single) EscapedSet()
    {
        if (AtEnd)
        {
            throw new PatternException("the pattern ends with a backslash");
        }

        var character = _pattern[_at++];
        return character switch
        {
            'd' => (CharSet.Digits, default),
            'D' => (CharSet.Digits.Negated(), default),
            'w' => (CharSet.Words, default),
            'W' => (CharSet.Words.Negated(), default),
            's' => (CharSet.Spaces, default),
            'S' => (CharSet.Spaces.Negated(), default),
            'n' => (null, '\n'),
            'r' => (null, '\r'),
            't' => (null, '\t'),
            'x' => (null, Hex(2)),
            'u' => (null, Hex(4)),
            _ when char.IsAsciiLetterOrDigit(character) => throw new PatternException($"'\\{character}' is not supported"),
            _ => (null, character),
        };
    }

    private char Hex(int digits)
    {
        var text = _pattern.AsSpan(_at, Math.Min(digits, _pattern.Length - _at));
        _at += text.Length;
        return text.Length == digits && ushort.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            ? (char)value
            : throw new PatternException($"'{text}' is no {digits} hexadecimal digits");
    }

    private CharSet Class()
    {
        var negated = Take('^');
        var sets = new List<CharSet>();
        for (var first = true; first || !Take(']'); first = false)
        {
            sets.Add(ClassPart());
        }

        var union = CharSet.Union(sets);
        union = _ignoreCase ? union.WithBothCases() : union;
        return negated ? union.Negated() : union;
    }

    private CharSet ClassPart()
    {
        var (set, low) = ClassCharacter();
        if (set is not null)
        {
            return set;
        }

        if (_at + 1 >= _pattern.Length || _pattern[_at] != '-' || _pattern[_at + 1] == ']')
        {
            return CharSet.Of(low, low);
        }

        _at++;
        var (_, high) = ClassCharacter();
        return high >= low ? CharSet.Of(low, high) : throw new PatternException($"the range '{low}-{high}' runs backwards");
    }

    private (CharSet? Set, char Single) ClassCharacter()
    {
        if (AtEnd)
        {
            throw new PatternException("a '[' has no ']'");
        }

        return Take('\\') ? EscapedSet() : (null, _pattern[_at++]);
    }

    private PatternNode Character(char character)
    {
        var set = CharSet.Of(character, character);
        return new PatternNode(PatternNodeKind.Set, _ignoreCase ? set.WithBothCases() : set);
    }

    private bool Take(char expected)
    {
        if (AtEnd || _pattern[_at] != expected)
        {
            return false;
        }

        _at++;
        return true;
    }

    private bool Take(string expected)
    {
        if (!_pattern.AsSpan(_at).StartsWith(expected))
        {
            return false;
        }

        _at += expected.Length;
        return true;
    }
}
