using LlmAspire.Signals.Refined.Phrases;
using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>
/// Reads what the assistant says: set phrases ("You're welcome!", "Anything else?") and bare answers ("Yes, it is.", "42."), which may
/// recur, and
/// instructions, after which "that isn't there" is a report and no correction.
/// </summary>
/// <param name="book">The cues.</param>
internal sealed class AssistantMessageReader(PhraseBook book)
{
    private const int LongestCourtesy = 12;
    private const int LongestBareAnswer = 5;
    private const string CourtesyCue = "courtesy";
    private const string BareAnswerCue = "bare-answer";
    private const string InstructionCue = "instruction";
    private const string FailureCue = "could-not";

    private readonly Tokenizer _tokenizer = new(book.Vocabulary);

    /// <summary>Reads a message.</summary>
    public AssistantMessage Read(string text)
    {
        var message = _tokenizer.Read(text);
        var cues = new HashSet<string>(StringComparer.Ordinal);
        var matches = new List<PhraseMatch>();
        book.Find(message.Tokens, matches);
        matches.ForEach(match => cues.Add(match.Rule.Name));
        var isShort = message.Tokens.Length <= LongestBareAnswer;
        var isBare = isShort && (cues.Contains(BareAnswerCue) || Array.Exists(message.Tokens, static token => token.Has(TokenMarks.Number)));
        var isCourtesy = message.Tokens.Length <= LongestCourtesy && cues.Contains(CourtesyCue);
        return new AssistantMessage(message, isBare || isCourtesy, cues.Contains(InstructionCue), cues.Contains(FailureCue));
    }
}
