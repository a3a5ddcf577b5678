namespace LlmAspire.Signals.Refined.Text;

/// <summary>What is known of a token besides its word.</summary>
[Flags]
internal enum TokenMarks
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The first token of a sentence.</summary>
    SentenceStart = 1,

    /// <summary>The last token of a sentence.</summary>
    SentenceEnd = 2,

    /// <summary>At the start of a sentence, leaving filler words such as "well" out.</summary>
    Lead = 4,

    /// <summary>At the end of a sentence, leaving closing words such as "please" out.</summary>
    Tail = 8,

    /// <summary>In the first sentence of the message.</summary>
    FirstSentence = 16,

    /// <summary>In the last sentence of the message.</summary>
    LastSentence = 32,

    /// <summary>In a sentence that ends with a question mark.</summary>
    Question = 64,

    /// <summary>Carries meaning: no stop word.</summary>
    Content = 128,

    /// <summary>Its stem occurs in the assistant's last message.</summary>
    Said = 256,

    /// <summary>Its stem occurs in the user's earlier messages.</summary>
    Asked = 512,

    /// <summary>Made of digits.</summary>
    Number = 1024,

    /// <summary>Stands for a quoted passage.</summary>
    Quote = 2048,

    /// <summary>Written with a capital although no sentence starts here: a name, mostly.</summary>
    Name = 4096,

    /// <summary>Part of text that is the matter of the request (to be translated, to be checked), not words to the assistant.</summary>
    Payload = 8192,

    /// <summary>A word that may be left out without changing what is said, such as "please".</summary>
    Filler = 16384,

    /// <summary>Ends as an English past form does: "booked", "wiped".</summary>
    Past = 32768,

    /// <summary>Ends as an English progressive form does: "printing", "leaving".</summary>
    Progressive = 65536,

    /// <summary>Ends as an English superlative does: "dumbest".</summary>
    Superlative = 131072,

    /// <summary>Ends as an English third person does: "opens", "prints"; plurals do too.</summary>
    Inflected = 262144,
}
