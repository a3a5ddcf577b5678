namespace LlmAspire.Gateway.Dialects;

/// <summary>How a dialect writes an answer as a message of a later request.</summary>
internal interface IHistoryDialect
{
    /// <summary>The message that stands for an answer in later requests.</summary>
    /// <param name="answer">The answer, which is not empty.</param>
    /// <returns>UTF-8 JSON of one message of role assistant. Of an answer that broke off only the text is kept.</returns>
    byte[] ToMessage(DeliveredAnswer answer);
}
