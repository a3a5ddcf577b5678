namespace LlmAspire.Signals.Refined.Text;

/// <summary>Takes back letters that were drawn out for emphasis: "sooo" is "so", "helloooo" is "hello".</summary>
internal static class Shortening
{
    /// <summary>
    /// The word with runs of three letters and more cut to two when that gives a known word, else to one; the given memory is
    /// reused.
    /// </summary>
    public static Span<char> Apply(Span<char> word, Vocabulary vocabulary)
    {
        if (!HasLongRun(word))
        {
            return word;
        }

        Span<char> doubled = stackalloc char[word.Length];
        var length = Cut(word, doubled, keep: 2);
        if (vocabulary.Find(doubled[..length]) != Vocabulary.Unknown)
        {
            doubled[..length].CopyTo(word);
            return word[..length];
        }

        length = Cut(word, doubled, keep: 1);
        doubled[..length].CopyTo(word);
        return word[..length];
    }

    private static bool HasLongRun(ReadOnlySpan<char> word)
    {
        for (var i = 2; i < word.Length; i++)
        {
            if (word[i] == word[i - 1] && word[i] == word[i - 2] && char.IsLetter(word[i]))
            {
                return true;
            }
        }

        return false;
    }

    private static int Cut(ReadOnlySpan<char> word, Span<char> into, int keep)
    {
        var length = 0;
        for (var i = 0; i < word.Length;)
        {
            var run = i;
            while (run < word.Length && word[run] == word[i])
            {
                run++;
            }

            var kept = run - i >= 3 ? keep : run - i;
            word.Slice(i, kept).CopyTo(into[length..]);
            length += kept;
            i = run;
        }

        return length;
    }
}
