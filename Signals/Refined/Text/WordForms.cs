namespace LlmAspire.Signals.Refined.Text;

/// <summary>
/// Tells the forms of English words by their endings, so that a rule can speak of "you" and any past form. It errs on words that merely
/// end alike; rules use it next to other words only.
/// </summary>
internal static class WordForms
{
    private const int ShortestForm = 4;
    private const int ShortestLongForm = 6;

    /// <summary>The forms a folded word may have.</summary>
    public static TokenMarks Of(ReadOnlySpan<char> word) => word.Length < ShortestForm ? TokenMarks.None : word switch
    {
        [.., 'e', 'e', 'd'] or [.., 't', 'h', 'i', 'n', 'g'] or [.., 's', 's'] or [.., 'u', 's'] or [.., 'i', 's'] => TokenMarks.None,
        [.., 'e', 'd'] => TokenMarks.Past,
        [.., 'i', 'n', 'g'] when word.Length >= ShortestLongForm => TokenMarks.Progressive,
        [.., 'e', 's', 't'] when word.Length >= ShortestLongForm => TokenMarks.Superlative,
        [.., 's'] => TokenMarks.Inflected,
        _ => TokenMarks.None,
    };
}
