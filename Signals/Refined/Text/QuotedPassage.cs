namespace LlmAspire.Signals.Refined.Text;

/// <summary>Finds passages that are spoken of and not spoken: text in quotes, code in backticks.</summary>
internal static class QuotedPassage
{
    /// <summary>True for a character that can open a passage.</summary>
    public static bool MayOpenAt(char letter) => letter is '"' or '“' or '„' or '«' or '‹' or '「' or '『' or '‘' or '\'' or '`';

    /// <summary>The place behind the passage that opens here; -1 when none opens here or it does not close in time.</summary>
    public static int EndOf(string text, int at, int to)
    {
        var close = text[at] switch
        {
            '"' => '"',
            '“' or '„' => '”',
            '«' => '»',
            '‹' => '›',
            '「' => '」',
            '『' => '』',
            '‘' => '’',
            '\'' when IsFree(text, at - 1) => '\'',
            '`' => '`',
            _ => '\0',
        };
        if (close == '\0')
        {
            return -1;
        }

        return text[at] == '`' && at + 2 < text.Length && text.AsSpan(at, 3) is "```" ? EndOfFence(text, at) : EndOfQuote(text, at, to, close);
    }

    /// <summary>The stem of the longest word inside, so that a quoted word of the assistant's can be recognised.</summary>
    public static int StemIn(ReadOnlySpan<char> passage)
    {
        Span<char> best = stackalloc char[40];
        var bestLength = 0;
        for (var i = 0; i < passage.Length;)
        {
            var end = i;
            while (end < passage.Length && char.IsLetterOrDigit(passage[end]))
            {
                end++;
            }

            if (end - i > bestLength && end - i <= best.Length)
            {
                bestLength = end - i;
                for (var k = 0; k < bestLength; k++)
                {
                    best[k] = Folding.Plain(passage[i + k]);
                }
            }

            i = end + 1;
        }

        return Stemmer.StemOf(best[..bestLength]);
    }

    private static int EndOfFence(string text, int at)
    {
        var close = text.IndexOf("```", at + 3, StringComparison.Ordinal);
        return close < 0 ? text.Length : close + 3;
    }

    private static int EndOfQuote(string text, int at, int to, char close)
    {
        for (var i = at + 1; i < to; i++)
        {
            var found = text[i] == close || (close == '”' && text[i] is '“' or '"');
            if (found && i > at + 1 && (close is not ('\'' or '’') || IsFree(text, i + 1)))
            {
                return i + 1;
            }
        }

        return -1;
    }

    private static bool IsFree(string text, int at) => at < 0 || at >= text.Length || !char.IsLetterOrDigit(text[at]);
}
