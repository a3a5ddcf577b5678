using System.Buffers;
using System.Text;

namespace LlmAspire.Signals.Text;

/// <summary>
/// A text as words to compare: typographic quotes and dashes as ASCII, lower case, split at white space, ASCII punctuation trimmed off both
/// ends of every word. Punctuation inside a word stays, so <c>don't</c> is one token.
/// </summary>
public sealed class NormalizedText
{
    private static readonly SearchValues<char> Typographic = SearchValues.Create("\u2018\u2019\u201C\u201D\u2013\u2014");

    private readonly int[] _starts;

    private NormalizedText(string text, int[] starts)
    {
        Text = text;
        _starts = starts;
    }

    /// <summary>The tokens joined by single spaces.</summary>
    public string Text { get; }

    /// <summary>How many tokens there are.</summary>
    public int Count => _starts.Length;

    /// <summary>One token.</summary>
    public ReadOnlySpan<char> this[int index]
    {
        get
        {
            var start = _starts[index];
            var end = index + 1 < _starts.Length ? _starts[index + 1] - 1 : Text.Length;
            return Text.AsSpan(start, end - start);
        }
    }

    /// <summary>Normalises a text of any length; cut it before with <see cref="TextCut"/>.</summary>
    public static NormalizedText From(string text)
    {
        // The lower case of ASCII is made on the way; everything else is rare and may take a copy or two.
        var source = Ascii.IsValid(text) ? text : LowerCase.Of(ToAsciiPunctuation(text));
        var characters = ArrayPool<char>.Shared.Rent(source.Length);
        var starts = ArrayPool<int>.Shared.Rent((source.Length / 2) + 1);
        try
        {
            var (length, count) = Split(source, characters, starts);
            return new NormalizedText(new string(characters, 0, length), starts.AsSpan(0, count).ToArray());
        }
        finally
        {
            ArrayPool<char>.Shared.Return(characters);
            ArrayPool<int>.Shared.Return(starts);
        }
    }

    /// <summary>All tokens as texts of their own.</summary>
    public string[] ToTokens()
    {
        var tokens = new string[Count];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = this[i].ToString();
        }

        return tokens;
    }

    /// <summary>True when the tokens of the phrase stand in this text one after the other.</summary>
    public bool Contains(NormalizedText phrase)
    {
        for (var start = 0; phrase.Count > 0 && start + phrase.Count <= Count; start++)
        {
            var same = 0;
            while (same < phrase.Count && this[start + same].SequenceEqual(phrase[same]))
            {
                same++;
            }

            if (same == phrase.Count)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Typographic quotes and dashes as their ASCII forms; everything else unchanged.</summary>
    public static string ToAsciiPunctuation(string text) => text.AsSpan().IndexOfAny(Typographic) < 0
        ? text
        : string.Create(text.Length, text, static (target, source) =>
        {
            for (var i = 0; i < source.Length; i++)
            {
                target[i] = source[i] switch
                {
                    '\u2018' or '\u2019' => '\'',
                    '\u201C' or '\u201D' => '"',
                    '\u2013' or '\u2014' => '-',
                    var other => other,
                };
            }
        });

    private static (int Length, int Count) Split(string source, char[] target, int[] starts)
    {
        int length = 0, count = 0, at = 0;
        while (at < source.Length)
        {
            if (char.IsWhiteSpace(source[at]))
            {
                at++;
                continue;
            }

            var end = at + 1;
            while (end < source.Length && !char.IsWhiteSpace(source[end]))
            {
                end++;
            }

            var word = TrimPunctuation(source.AsSpan(at, end - at));
            if (!word.IsEmpty)
            {
                if (count > 0)
                {
                    target[length++] = ' ';
                }

                starts[count++] = length;
                length = AppendLower(word, target, length);
            }

            at = end;
        }

        return (length, count);
    }

    private static int AppendLower(ReadOnlySpan<char> word, char[] target, int length)
    {
        foreach (var character in word)
        {
            target[length++] = character is >= 'A' and <= 'Z' ? (char)(character | 0x20) : character;
        }

        return length;
    }

    private static ReadOnlySpan<char> TrimPunctuation(ReadOnlySpan<char> word)
    {
        int start = 0, end = word.Length;
        while (start < end && IsAsciiPunctuation(word[start]))
        {
            start++;
        }

        while (end > start && IsAsciiPunctuation(word[end - 1]))
        {
            end--;
        }

        return word[start..end];
    }

    private static bool IsAsciiPunctuation(char character) =>
        character is (>= '!' and <= '/') or (>= ':' and <= '@') or (>= '[' and <= '`') or (>= '{' and <= '~');
}
