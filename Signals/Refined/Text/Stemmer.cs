namespace LlmAspire.Signals.Refined.Text;

/// <summary>
/// Takes the commonest endings off a word, so that "invoices" and "invoice" compare as equal. It is a comparison key and no linguistics:
/// words
/// are only ever compared with words that went through the same cut.
/// </summary>
internal static class Stemmer
{
    private const int ShortestStem = 3;
    private static readonly string[] Endings = ["ations", "ation", "ingly", "ings", "ing", "edly", "ies", "ied", "ers", "es", "ed", "er", "ly", "s", "e", "y"];

    /// <summary>A hash of the word without its ending. Equal for equal words on every run.</summary>
    public static int StemOf(ReadOnlySpan<char> word)
    {
        var length = word.Length;
        foreach (var ending in Endings)
        {
            if (length - ending.Length >= ShortestStem && word.EndsWith(ending, StringComparison.Ordinal) && !char.IsAsciiDigit(word[0]))
            {
                length -= ending.Length;
                break;
            }
        }

        // "planned" and "plan": the doubled last letter goes too.
        if (length > ShortestStem && length < word.Length && word[length - 1] == word[length - 2])
        {
            length--;
        }

        return Hash(word[..length]);
    }

    // FNV-1a, 32 bits: stable across processes, unlike string.GetHashCode.
    private static int Hash(ReadOnlySpan<char> text)
    {
        var hash = 2166136261u;
        foreach (var letter in text)
        {
            hash = (hash ^ letter) * 16777619u;
        }

        return (int)hash;
    }
}
