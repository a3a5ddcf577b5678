using System.Text;

namespace LlmAspire.Signals.Text;

/// <summary>Bounds the length of a message: its beginning and its end stay, since that is where people say what they want.</summary>
public static class TextCut
{
    /// <summary>
    /// The text itself when it has at most so many characters, else its first fifth of that, a space and its end. Characters are Unicode
    /// scalar values; a pair of surrogates is one.
    /// </summary>
    public static string ToLength(string text, int maxCharacters)
    {
        if (text.Length <= maxCharacters || CountCharacters(text) <= maxCharacters)
        {
            return text;
        }

        var head = maxCharacters / 5;
        var tail = Math.Max(maxCharacters - head - 1, 0);
        return string.Concat(text.AsSpan(0, LengthOfFirst(text, head)), " ", text.AsSpan(StartOfLast(text, tail)));
    }

    /// <summary>The first characters of a text, or all of it when it has fewer.</summary>
    public static string First(string text, int characters) =>
        text.Length <= characters ? text : text[..LengthOfFirst(text, characters)];

    /// <summary>How many characters a text has.</summary>
    public static int CountCharacters(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var unused in text.EnumerateRunes())
        {
            count++;
        }

        return count;
    }

    private static int LengthOfFirst(string text, int characters)
    {
        var length = 0;
        for (; characters > 0 && length < text.Length; characters--)
        {
            length += char.IsSurrogatePair(text, length) ? 2 : 1;
        }

        return length;
    }

    private static int StartOfLast(string text, int characters)
    {
        var start = text.Length;
        for (; characters > 0 && start > 0; characters--)
        {
            Rune.DecodeLastFromUtf16(text.AsSpan(0, start), out _, out var length);
            start -= length;
        }

        return start;
    }
}
