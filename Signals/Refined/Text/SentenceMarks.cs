namespace LlmAspire.Signals.Refined.Text;

/// <summary>Sets the marks that need the whole message: first and last sentence, leading and closing words.</summary>
internal static class SentenceMarks
{
    /// <summary>Completes the marks of all tokens.</summary>
    public static void Complete(Span<Token> tokens, Vocabulary vocabulary)
    {
        MarkLeads(tokens, vocabulary);
        MarkTails(tokens, vocabulary);
    }

    private static void MarkLeads(Span<Token> tokens, Vocabulary vocabulary)
    {
        var inFirst = true;
        var lead = true;
        for (var i = 0; i < tokens.Length; i++)
        {
            ref var token = ref tokens[i];
            lead |= token.Has(TokenMarks.SentenceStart);
            inFirst &= i == 0 || !token.Has(TokenMarks.SentenceStart);
            var marks = (lead ? TokenMarks.Lead : TokenMarks.None) | (inFirst ? TokenMarks.FirstSentence : TokenMarks.None);
            token = token with { Marks = token.Marks | marks };
            lead &= vocabulary.LeadingFillers.Contains(token.Word);
        }
    }

    private static void MarkTails(Span<Token> tokens, Vocabulary vocabulary)
    {
        var inLast = true;
        var tail = true;
        for (var i = tokens.Length - 1; i >= 0; i--)
        {
            ref var token = ref tokens[i];
            tail |= token.Has(TokenMarks.SentenceEnd);
            inLast &= i == tokens.Length - 1 || !token.Has(TokenMarks.SentenceEnd);
            var marks = (tail ? TokenMarks.Tail : TokenMarks.None) | (inLast ? TokenMarks.LastSentence : TokenMarks.None);
            token = token with { Marks = token.Marks | marks };
            tail &= vocabulary.ClosingFillers.Contains(token.Word);
        }
    }
}
