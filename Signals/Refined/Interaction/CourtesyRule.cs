using LlmAspire.Signals.Refined.Phrases;
using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>Tells set phrases ("You're welcome!", "Anything else?") and bare answers ("Yes, it is.", "42.") of the assistant's: these may recur.</summary>
/// <param name="book">The rules.</param>
internal sealed class CourtesyRule(PhraseBook book)
{
    private const int LongestCourtesy = 12;
    private const int LongestBareAnswer = 5;
    private const string CourtesyCue = "courtesy";
    private const string BareAnswerCue = "bare-answer";

    /// <summary>True when the assistant's message may recur without meaning.</summary>
    public bool IsCourtesy(MessageText message)
    {
        if (message.Tokens.Length > LongestCourtesy)
        {
            return false;
        }

        var matches = new List<PhraseMatch>();
        book.Find(message.Tokens, matches);
        var isShort = message.Tokens.Length <= LongestBareAnswer;
        return matches.Exists(match => match.Rule.Kind == PhraseRuleKind.Cue
                && (match.Rule.Name == CourtesyCue || (isShort && match.Rule.Name == BareAnswerCue)))
            || (isShort && Array.Exists(message.Tokens, static token => token.Has(TokenMarks.Number)));
    }
}
