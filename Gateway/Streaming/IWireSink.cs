namespace LlmAspire.Gateway.Streaming;

/// <summary>Takes the JSON documents of an answer, one per event of a stream or one for the whole of a JSON body, and what is in them.</summary>
internal interface IWireSink : IJsonSink
{
    /// <summary>
    /// Whether the last event of the dialect has been seen: the place at which an SDK stops reading. What follows is of no interest to it.
    /// </summary>
    bool IsTerminal { get; }

    /// <summary>Whether an event must be read at all. Asked only for events that stand whole in one chunk.</summary>
    /// <param name="json">The event's document.</param>
    /// <returns>False to skip it.</returns>
    bool Wants(ReadOnlySpan<byte> json);

    /// <summary>
    /// Whether another document like the one just read, in which one text is another, could tell nothing but that text. Then
    /// <see cref="Repeat"/> may stand for such documents until a document is read again that is none.
    /// </summary>
    /// <param name="json">The document.</param>
    /// <param name="textLength">How long its text was.</param>
    /// <returns>True when it is so; a sink that does not say reads every document.</returns>
    bool CanRepeat(ReadOnlySpan<byte> json, int textLength) => false;

    /// <summary>A document like that one has come.</summary>
    /// <param name="text">Its text, as it stands on the wire.</param>
    void Repeat(ReadOnlySpan<byte> text)
    {
    }

    /// <summary>A document starts.</summary>
    /// <param name="streamed">Whether it is one of a stream: an event, a frame or an array's element.</param>
    void BeginDocument(bool streamed);

    /// <summary>The document that <see cref="BeginDocument"/> announced ends.</summary>
    /// <param name="whole">Whether it was complete JSON, as far as it was looked at.</param>
    void EndDocument(bool whole);

    /// <summary>The wire itself says that the stream is over: the event <c>[DONE]</c>, or the end of an array of documents.</summary>
    void Sentinel();

    /// <summary>A frame says of itself that it is an error; its document follows.</summary>
    /// <param name="type">The error's name.</param>
    /// <param name="message">What it says, where that stands in the frame's headers; else empty.</param>
    void Failure(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message);
}
