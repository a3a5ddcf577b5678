namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// How a dialect writes items: what an answer is in later requests, and the way to and from the neutral form. Items of a dialect's own are
/// never put through the neutral form; they are sent again as they came.
/// </summary>
internal interface IHistoryDialect
{
    /// <summary>The items that stand for an answer in later requests.</summary>
    /// <param name="answer">The answer, which is not empty. Of one that broke off only the text is kept.</param>
    /// <returns>The items, each one JSON object.</returns>
    IReadOnlyList<RequestItem> OfAnswer(DeliveredAnswer answer);

    /// <summary>Reads an item of this dialect.</summary>
    /// <param name="item">One JSON object.</param>
    /// <returns>The neutral form, with no part in it when there is nothing that other dialects could say.</returns>
    /// <exception cref="System.Text.Json.JsonException">It is no JSON.</exception>
    NeutralItem Read(ReadOnlyMemory<byte> item);

    /// <summary>Writes items that come from another dialect.</summary>
    /// <param name="items">The items in order; neighbours may be joined where the dialect wants one message.</param>
    /// <returns>The items in this dialect, each one JSON object.</returns>
    IReadOnlyList<RequestItem> Write(IReadOnlyList<NeutralItem> items);
}
