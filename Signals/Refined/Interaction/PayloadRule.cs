using LlmAspire.Signals.Refined.Phrases;
using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>
/// Sets the matter of a request aside: behind "summarise this:" or "is this polite:" stand words about something else, from the first
/// colon or line break on; where a
/// request is one to translate, the whole message is its matter.
/// </summary>
internal static class PayloadRule
{
    /// <summary>Marks the words of the matter.</summary>
    /// <returns>True when some were marked.</returns>
    public static bool Apply(MessageText message, List<PhraseMatch> matches)
    {
        var from = int.MaxValue;
        foreach (var match in matches)
        {
            if (match.Rule.Kind != PhraseRuleKind.Payload || !message.Tokens[match.First].Has(TokenMarks.FirstSentence))
            {
                continue;
            }

            if ((match.Rule.Conditions & RuleConditions.Message) != 0)
            {
                from = Math.Min(from, message.Tokens[match.First].Start);
            }
            else
            {
                var border = message.Text.AsSpan(message.Tokens[match.Last].Start).IndexOfAny(":：\n");
                from = border < 0 ? from : Math.Min(from, message.Tokens[match.Last].Start + border);
            }
        }

        var hasMarked = false;
        for (var i = 0; i < message.Tokens.Length; i++)
        {
            if (message.Tokens[i].Start > from)
            {
                message.Tokens[i] = message.Tokens[i] with { Marks = message.Tokens[i].Marks | TokenMarks.Payload };
                hasMarked = true;
            }
        }

        return hasMarked;
    }
}
