using System.Text;

namespace LlmAspire.MockLlm.Answers;

/// <summary>
/// The mock's tokenizer: a token is a word with the white space before it (white space at the very end belongs to the last one). Not a real
/// model's count, but one that a test's author can do by eye.
/// </summary>
internal static class Tokens
{
    /// <summary>How many tokens <paramref name="text"/> has.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The number of words; 0 for blank text.</returns>
    public static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        var inWord = false;
        foreach (var c in text)
        {
            var isWord = !char.IsWhiteSpace(c);
            count += isWord && !inWord ? 1 : 0;
            inWord = isWord;
        }

        return count;
    }

    /// <summary>Cuts <paramref name="text"/> into its tokens; put together they are the text again.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>The pieces; blank text that is not empty is one piece, empty text is none.</returns>
    public static List<string> Cut(string text)
    {
        var pieces = new List<string>();
        var start = 0;
        for (var i = 1; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]) || char.IsWhiteSpace(text[i - 1]))
            {
                continue;
            }

            if (text.AsSpan(i).IsWhiteSpace())
            {
                break;
            }

            pieces.Add(text[start..i]);
            start = i;
        }

        if (start < text.Length)
        {
            pieces.Add(text[start..]);
        }

        return pieces;
    }

    /// <summary>Cuts <paramref name="text"/> into <paramref name="pieces"/> parts of about the same length, never inside a
    /// character.</summary>
    /// <param name="text">Any text.</param>
    /// <param name="pieces">How many, at least 1; fewer come back when the text has fewer characters.</param>
    /// <returns>The parts, none of them empty.</returns>
    public static List<string> Cut(string text, int pieces)
    {
        var runes = text.EnumerateRunes().ToArray();
        var count = Math.Min(pieces, runes.Length);
        var parts = new List<string>(count);
        for (var i = 0; i < count; i++)
        {
            var part = new StringBuilder();
            foreach (var rune in runes.AsSpan((int)((long)i * runes.Length / count)..(int)((i + 1L) * runes.Length / count)))
            {
                part.Append(rune);
            }

            parts.Add(part.ToString());
        }

        return parts;
    }
}
