namespace LlmAspire.Signals.Refined.Text;

/// <summary>One word of a message.</summary>
/// <param name="Word">The id in the <see cref="Vocabulary"/>; negative when no pattern or lexicon knows the word.</param>
/// <param name="Stem">A hash of the word without its ending, for comparing messages.</param>
/// <param name="Start">The place of the word in the message as given.</param>
/// <param name="Length">The length of the word as given.</param>
/// <param name="Marks">What else is known.</param>
internal readonly record struct Token(int Word, int Stem, int Start, int Length, TokenMarks Marks)
{
    /// <summary>True when all of the marks are set.</summary>
    public bool Has(TokenMarks marks) => (Marks & marks) == marks;
}
