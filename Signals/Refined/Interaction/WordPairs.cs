using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>Compares messages by their pairs of neighbouring words.</summary>
internal static class WordPairs
{
    /// <summary>The share of equal pairs, from 0 to 1 (Dice).</summary>
    public static double Similarity(MessageText one, MessageText other)
    {
        var (left, right) = (one.Pairs, other.Pairs);
        if (left.Count == 0 || right.Count == 0)
        {
            return 0;
        }

        var common = 0;
        foreach (var pair in left)
        {
            common += right.Contains(pair) ? 1 : 0;
        }

        return 2.0 * common / (left.Count + right.Count);
    }

    /// <summary>True when all words are the same, in the same order, fillers such as "please" aside.</summary>
    public static bool AreSame(MessageText one, MessageText other)
    {
        var (left, right) = (one.Tokens, other.Tokens);
        var (i, j, words) = (0, 0, 0);
        while (true)
        {
            i = SkipFillers(left, i);
            j = SkipFillers(right, j);
            if (i >= left.Length || j >= right.Length)
            {
                return i >= left.Length && j >= right.Length && words > 0;
            }

            if (left[i++].Stem != right[j++].Stem)
            {
                return false;
            }

            words++;
        }
    }

    /// <summary>True when the messages differ in a number or a name: the same form about another thing.</summary>
    public static bool DifferInThings(MessageText one, MessageText other) => HasThingWithout(one, other) || HasThingWithout(other, one);

    private static int SkipFillers(Token[] tokens, int from)
    {
        while (from < tokens.Length && tokens[from].Has(TokenMarks.Filler))
        {
            from++;
        }

        return from;
    }

    private static bool HasThingWithout(MessageText one, MessageText other)
    {
        foreach (var token in one.Tokens)
        {
            if ((token.Has(TokenMarks.Number) || token.Has(TokenMarks.Name)) && !other.Stems.Contains(token.Stem))
            {
                return true;
            }
        }

        return false;
    }
}
