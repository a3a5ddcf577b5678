using LlmAspire.Signals.Refined.Text;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>
/// Finds a question asked again in other words without saying so: most of its words stood in the question before, in another order or
/// form, and it
/// brings no new number or name. The same form with one part exchanged ("in Rome", "in Oslo") is a new question.
/// </summary>
/// <param name="thresholds">The numbers.</param>
internal sealed class RephraseRule(RefinedThresholds thresholds)
{
    private const int FewestCommon = 3;
    private const double Confidence = 0.75;

    /// <summary>The rephrase a message is; null when it is none.</summary>
    public UserFinding? Find(MessageText message, MessageContext context, int previousIndex)
    {
        if (context.Asks.Count == 0 || context.Answer is null || context.IsReply || message.Tokens.Length < 4)
        {
            return null;
        }

        var before = context.Asks[0];
        var common = message.Stems.Count(before.Stems.Contains);
        var smaller = Math.Min(message.Stems.Count, before.Stems.Count);
        var added = message.Stems.Count - common;
        var isClose = common >= FewestCommon && common >= thresholds.RephraseOverlap * smaller && added <= common;
        return isClose && !HasNewThing(message) && !IsSameFrame(message.Tokens, before.Tokens) && !WordPairs.AreSame(message, before)
            ? new UserFinding(SignalType.Rephrase, "rephrase/similar", Confidence, 0, message.Text.Length, previousIndex)
            : null;
    }

    private static bool HasNewThing(MessageText message) => Array.Exists(message.Tokens, static token =>
        (token.Has(TokenMarks.Number) || token.Has(TokenMarks.Name)) && (token.Marks & TokenMarks.Asked) == 0);

    // One part exchanged or added: equal words at the start and the end, something else in between.
    private static bool IsSameFrame(Token[] one, Token[] other)
    {
        var start = 0;
        while (start < one.Length && start < other.Length && one[start].Stem == other[start].Stem)
        {
            start++;
        }

        var end = 0;
        while (end < one.Length - start && end < other.Length - start && one[^(end + 1)].Stem == other[^(end + 1)].Stem)
        {
            end++;
        }

        var longer = Math.Max(one.Length, other.Length);
        return start + end >= Math.Min(0.6 * longer, Math.Min(one.Length, other.Length));
    }
}
