namespace LlmAspire.Signals.Refined.Text;

/// <summary>A message as words, with the quoted passages and pasted code set aside.</summary>
/// <param name="text">The message as given.</param>
/// <param name="tokens">Its words.</param>
/// <param name="shape">Capitals and punctuation.</param>
internal sealed class MessageText(string text, Token[] tokens, TextShape shape)
{
    private HashSet<int>? _stems;
    private HashSet<long>? _pairs;

    /// <summary>The message as given.</summary>
    public string Text { get; } = text;

    /// <summary>The words; those of quoted passages are replaced by one token each.</summary>
    public Token[] Tokens { get; } = tokens;

    /// <summary>Capitals and punctuation.</summary>
    public TextShape Shape { get; } = shape;

    /// <summary>The stems of the words that carry meaning.</summary>
    public HashSet<int> Stems => _stems ??= ContentStems();

    /// <summary>The pairs of neighbouring stems.</summary>
    public HashSet<long> Pairs => _pairs ??= NeighbourPairs();

    /// <summary>How many words are written to the reader, without the matter of the request.</summary>
    public int OwnWords
    {
        get
        {
            var count = 0;
            foreach (var token in Tokens)
            {
                count += token.Has(TokenMarks.Payload) ? 0 : 1;
            }

            return count;
        }
    }

    private HashSet<int> ContentStems()
    {
        var stems = new HashSet<int>();
        foreach (var token in Tokens)
        {
            if (token.Has(TokenMarks.Content))
            {
                stems.Add(token.Stem);
            }
        }

        return stems;
    }

    private HashSet<long> NeighbourPairs()
    {
        var pairs = new HashSet<long>();
        for (var i = 1; i < Tokens.Length; i++)
        {
            pairs.Add(((long)Tokens[i - 1].Stem << 32) | (uint)Tokens[i].Stem);
        }

        return pairs;
    }
}
