using LlmAspire.Signals.Refined.Phrases;
using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>Finds what a user message says about the conversation: by the phrases of the packs, in the light of what came before.</summary>
/// <param name="book">The rules.</param>
/// <param name="thresholds">The numbers.</param>
internal sealed class UserMessageReader(PhraseBook book, RefinedThresholds thresholds)
{
    private const double SureEnough = 0.85;

    private readonly Tokenizer _tokenizer = new(book.Vocabulary);
    private readonly ShoutRule _shouts = new(thresholds);

    /// <summary>Reads a message.</summary>
    /// <param name="text">The message.</param>
    /// <param name="context">What came before it.</param>
    public ReadMessage Read(string text, MessageContext context)
    {
        var message = RelatedWords.Mark(_tokenizer.Read(text), context);
        var matches = new List<PhraseMatch>();
        book.Find(message.Tokens, matches);
        if (PayloadRule.Apply(message, matches))
        {
            matches.Clear();
            book.Find(message.Tokens, matches);
        }

        var holding = context.Holding | (message.OwnWords <= thresholds.ShortMessageWords ? RuleConditions.Short : RuleConditions.None);
        var findings = new List<UserFinding>();
        var cues = new HashSet<string>(StringComparer.Ordinal);
        foreach (var match in matches)
        {
            if (match.Rule.Kind == PhraseRuleKind.Cue && Holds(match, message.Tokens, holding))
            {
                cues.Add(match.Rule.Name);
            }
        }

        AddSignals(message, matches, holding, findings);
        _shouts.Add(message, context, findings, cues);
        return new ReadMessage(message, findings, cues);
    }

    private static void AddSignals(MessageText message, List<PhraseMatch> matches, RuleConditions holding, List<UserFinding> findings)
    {
        for (var type = SignalType.Correction; type <= SignalType.Success; type++)
        {
            PhraseMatch? best = null;
            PhraseMatch? hint = null;
            foreach (var match in matches)
            {
                if (match.Rule.Kind != PhraseRuleKind.Signal || match.Rule.Type != type || !Holds(match, message.Tokens, holding)
                    || IsVetoed(match, matches, message.Tokens, holding))
                {
                    continue;
                }

                if ((match.Rule.Conditions & RuleConditions.Hint) == 0)
                {
                    best = best is null || match.Rule.Confidence > best.Value.Rule.Confidence ? match : best;
                }
                else if (hint is null)
                {
                    hint = match;
                }
                else if (hint.Value.Rule.Name != match.Rule.Name)
                {
                    best ??= match;
                }
            }

            if (best is { } found)
            {
                findings.Add(ToFinding(message, found, hint));
            }
        }
    }

    private static UserFinding ToFinding(MessageText message, PhraseMatch found, PhraseMatch? hint)
    {
        var (first, last) = (message.Tokens[found.First], message.Tokens[found.Last]);
        var isSum = (found.Rule.Conditions & RuleConditions.Hint) != 0 && hint is not null;
        return new UserFinding(
            found.Rule.Type,
            isSum ? $"{hint!.Value.Rule.Name}+{found.Rule.Name}" : found.Rule.Name,
            isSum ? Math.Min(found.Rule.Confidence, SureEnough) : found.Rule.Confidence,
            first.Start,
            last.Start + last.Length - first.Start);
    }

    private static bool Holds(PhraseMatch match, Token[] tokens, RuleConditions holding)
    {
        const RuleConditions general = RuleConditions.Answered | RuleConditions.Opening | RuleConditions.Unasked | RuleConditions.Replying
            | RuleConditions.Short | RuleConditions.Service | RuleConditions.Failed;
        var needed = match.Rule.Conditions | (NeedsAnswer(match.Rule) ? RuleConditions.Answered : RuleConditions.None);
        var isQuestion = tokens[match.First].Has(TokenMarks.Question);
        return (needed & general & ~holding) == 0
            && ((needed & RuleConditions.Question) == 0 || isQuestion)
            && ((needed & RuleConditions.Statement) == 0 || !isQuestion);
    }

    // These types are about an answer: before the first one they cannot be meant.
    private static bool NeedsAnswer(PhraseRule rule) => rule.Kind == PhraseRuleKind.Signal && rule.Type is
        SignalType.Correction or SignalType.Rephrase or SignalType.Clarification or SignalType.Gratitude or SignalType.Confirmation or SignalType.Success;

    private static bool IsVetoed(PhraseMatch match, List<PhraseMatch> matches, Token[] tokens, RuleConditions holding)
    {
        foreach (var other in matches)
        {
            if (other.Rule.Kind == PhraseRuleKind.Veto && other.Rule.Type == match.Rule.Type && Holds(other, tokens, holding)
                && ((other.Rule.Conditions & RuleConditions.Message) != 0 || IsOneSentence(tokens, match, other)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOneSentence(Token[] tokens, PhraseMatch one, PhraseMatch other)
    {
        var (from, to) = one.First <= other.First ? (one.First, other.First) : (other.First, one.First);
        for (var at = from + 1; at <= to; at++)
        {
            if (tokens[at].Has(TokenMarks.SentenceStart))
            {
                return false;
            }
        }

        return true;
    }
}
