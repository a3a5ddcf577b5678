using LlmAspire.MockLlm.Answers;

namespace LlmAspire.MockLlm.Dialects.Embeddings;

/// <summary>
/// Vectors of length 1 that follow from a text's words alone: the same text has the same vector, and texts that share words point in
/// similar
/// directions, so that a search over them finds something.
/// </summary>
internal static class TextVector
{
    // FNV-1a, 64 bit: a hash whose algorithm is fixed, unlike that of string.
    private const ulong FnvOffset = 14695981039346656037;
    private const ulong FnvPrime = 1099511628211;

    /// <summary>The vector of a text.</summary>
    /// <param name="text">The text; case and order of its words make no difference.</param>
    /// <param name="dimensions">The vector's length.</param>
    /// <returns>A vector whose squares add up to 1.</returns>
    public static float[] Of(string text, int dimensions)
    {
        var sums = new double[dimensions];
        foreach (var word in Tokens.Cut(text).Select(token => token.Trim().ToLowerInvariant()).DefaultIfEmpty(""))
        {
            var numbers = new SplitMix(Hash(word));
            for (var i = 0; i < dimensions; i++)
            {
                sums[i] += ((numbers.Next() >> 11) * (1.0 / (1UL << 53))) - 0.5;
            }
        }

        var length = Math.Sqrt(sums.Sum(value => value * value));
        return [.. sums.Select(value => (float)(value / length))];
    }

    private static ulong Hash(string word)
    {
        var hash = FnvOffset;
        foreach (var character in word)
        {
            hash = (hash ^ character) * FnvPrime;
        }

        return hash;
    }
}
