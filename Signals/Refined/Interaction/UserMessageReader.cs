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
        if (context.Asks.Any(ask => WordPairs.AreSame(ask, message)))
        {
            // The same words again are a repetition; they correct nothing that they did not correct before.
            findings.RemoveAll(static finding => finding.Type == SignalType.Correction);
        }

        _shouts.Add(message, context, findings, cues);
        return new ReadMessage(message, findings, cues);
    }

    private static void AddSignals(MessageText message, List<PhraseMatch> matches, RuleConditions holding, List<UserFinding> findings)
    {
        var yielding = new List<UserFinding>();
        for (var type = SignalType.Correction; type <= SignalType.Success; type++)
        {
            if (BestOf(type, message, matches, holding) is not { } found)
            {
                continue;
            }

            ((found.Match.Rule.Conditions & RuleConditions.Yields) == 0 ? findings : yielding).Add(ToFinding(message, found.Match, found.Hint));
        }

        if (findings.Count == 0)
        {
            findings.AddRange(yielding);
        }
    }

    // The surest hit of a type; failing that, the second of two different hints with the first.
    private static (PhraseMatch Match, PhraseMatch? Hint)? BestOf(
        SignalType type, MessageText message, List<PhraseMatch> matches, RuleConditions holding)
    {
        PhraseMatch? best = null;
        PhraseMatch? hint = null;
        PhraseMatch? secondHint = null;
        foreach (var match in matches)
        {
            if (match.Rule.Kind != PhraseRuleKind.Signal || match.Rule.Type != type || !Holds(match, message.Tokens, holding)
                || IsVetoed(match, matches, message.Tokens, holding))
            {
                continue;
            }

            if ((match.Rule.Conditions & RuleConditions.Hint) == 0)
            {
                best = best is null || Strength(match) > Strength(best.Value) ? match : best;
            }
            else
            {
                hint ??= match;
                secondHint ??= hint.Value.Rule.Name != match.Rule.Name ? match : null;
            }
        }

        return best is { } sure ? (sure, null) : secondHint is { } second ? (second, hint) : null;
    }

    private static double Strength(PhraseMatch match) =>
        match.Rule.Confidence + ((match.Rule.Conditions & RuleConditions.Yields) == 0 ? 1 : 0);

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
            | RuleConditions.Short | RuleConditions.Service | RuleConditions.Failed | RuleConditions.Asserted
            | RuleConditions.Instructed;
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
        if ((match.Rule.Conditions & RuleConditions.Firm) != 0)
        {
            return false;
        }

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
