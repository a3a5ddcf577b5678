namespace LlmAspire.MockLlm.Answers;

/// <summary>Text of any length that is never held as a whole.</summary>
internal static class HugeText
{
    private const string Word = "lengthy ";

    /// <summary>How many tokens so many bytes of it are.</summary>
    /// <param name="bytes">The text's length.</param>
    /// <returns>The number of words.</returns>
    public static int TokensIn(long bytes) => (int)Math.Min((bytes + Word.Length - 1) / Word.Length, int.MaxValue);

    /// <summary>The text, piece by piece.</summary>
    /// <param name="bytes">The text's length.</param>
    /// <param name="pieceBytes">The length of each piece but the last.</param>
    /// <returns>Pieces of ASCII text; all of the same length are the same string.</returns>
    public static IEnumerable<string> Pieces(long bytes, int pieceBytes)
    {
        // Whole words in each piece, so that every piece is the same.
        var length = Math.Max(pieceBytes / Word.Length, 1) * Word.Length;
        var piece = string.Concat(Enumerable.Repeat(Word, length / Word.Length));
        for (var left = bytes; left > 0; left -= length)
        {
            yield return left >= length ? piece : piece[..(int)left];
        }
    }
}
