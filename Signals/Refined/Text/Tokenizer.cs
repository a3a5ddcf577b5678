namespace LlmAspire.Signals.Refined.Text;

/// <summary>
/// Reads a message into words, once from left to right. Quoted passages and code become one token each, so that words which are only
/// spoken of
/// cannot raise a signal. At most <see cref="MaxCharacters"/> characters are looked at: the start and the end of a longer message.
/// </summary>
/// <param name="vocabulary">The words to know.</param>
internal sealed class Tokenizer(Vocabulary vocabulary)
{
    /// <summary>
    /// Characters of a message that are looked at; beyond that <see cref="HeadCharacters"/> from its start and the rest from its
    /// end.
    /// </summary>
    public const int MaxCharacters = 2000;

    /// <summary>Characters taken from the start of a message that is too long.</summary>
    public const int HeadCharacters = 1200;

    /// <summary>Reads a message to or from an assistant.</summary>
    public MessageText Read(string text) => Read(text, splitCapitals: false);

    /// <summary>Reads what a tool returned: words written together as in <c>DeadlineExceeded</c> are taken apart.</summary>
    public MessageText ReadToolText(string text) => Read(text, splitCapitals: true);

    private MessageText Read(string text, bool splitCapitals)
    {
        var reader = new TokenReader(vocabulary, text, splitCapitals);
        if (text.Length <= MaxCharacters)
        {
            reader.ReadPart(0, text.Length);
        }
        else
        {
            reader.ReadPart(0, HeadCharacters);
            reader.ReadPart(text.Length - (MaxCharacters - HeadCharacters), text.Length);
        }

        return reader.Finish();
    }
}
