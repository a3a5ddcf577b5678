using LlmAspire.Signals.Refined.Text;

namespace LlmAspire.Signals.Refined.Interaction;

/// <summary>Marks the words of a message that the assistant's last text or the user's earlier messages have too.</summary>
internal static class RelatedWords
{
    /// <summary>The same message, marked; it is changed in place.</summary>
    public static MessageText Mark(MessageText message, MessageContext context)
    {
        var tokens = message.Tokens;
        for (var i = 0; i < tokens.Length; i++)
        {
            var token = tokens[i];
            if (!token.Has(TokenMarks.Content) && !token.Has(TokenMarks.Quote))
            {
                continue;
            }

            var marks = context.Answer is { } answer && answer.Stems.Contains(token.Stem) ? TokenMarks.Said : TokenMarks.None;
            foreach (var ask in context.Asks)
            {
                marks |= ask.Stems.Contains(token.Stem) ? TokenMarks.Asked : TokenMarks.None;
            }

            tokens[i] = token with { Marks = token.Marks | marks };
        }

        return message;
    }
}
