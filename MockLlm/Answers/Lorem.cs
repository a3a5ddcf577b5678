using System.Text;

namespace LlmAspire.MockLlm.Answers;

/// <summary>Words that mean nothing, the same for the same seed on every machine and for ever.</summary>
internal static class Lorem
{
    // Some need two, three and four bytes in UTF-8, so that a wire cut into small writes cuts inside a character.
    private static readonly string[] Words =
    [
        "morning", "light", "falls", "on", "the", "café", "where", "a", "naïve", "sailor", "counts", "seven", "boats", "and", "東京",
        "answers", "with", "quiet", "rain", "over", "Zürich", "while", "old", "maps", "turn", "green", "𝛼", "before", "noon",
    ];

    /// <summary>So many words, one space between each two.</summary>
    /// <param name="tokens">How many words.</param>
    /// <param name="seed">Which words.</param>
    /// <returns>A text of exactly <paramref name="tokens"/> tokens.</returns>
    public static string Text(int tokens, int seed)
    {
        var text = new StringBuilder(tokens * 7);
        var state = new SplitMix((ulong)(uint)seed);
        for (var i = 0; i < tokens; i++)
        {
            text.Append(i == 0 ? "" : " ").Append(Words[state.Next() % (ulong)Words.Length]);
        }

        return text.ToString();
    }
}
