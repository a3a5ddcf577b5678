namespace LlmAspire.Gateway.Streaming;

/// <summary>Takes the JSON documents of an answer, one per event of a stream or one for the whole of a JSON body, and what is in them.</summary>
internal interface IWireSink : IJsonSink
{
    /// <summary>
    /// Whether the last event of the dialect has been seen: the place at which an SDK stops reading. What follows is of no interest to it.
    /// </summary>
    bool IsTerminal { get; }

    /// <summary>Whether an event with a part of the answer in it has been seen: not a role, a comment or a ping.</summary>
    bool HasToken { get; }

    /// <summary>Whether an event must be read at all. Asked only for events that stand whole in one chunk.</summary>
    /// <param name="json">The event's document.</param>
    /// <returns>False to skip it.</returns>
    bool Wants(ReadOnlySpan<byte> json);

    /// <summary>A document starts.</summary>
    void BeginDocument();

    /// <summary>The document that <see cref="BeginDocument"/> announced ends.</summary>
    /// <param name="whole">Whether it was complete JSON, as far as it was looked at.</param>
    /// <param name="streamed">Whether it was one event of a stream.</param>
    void EndDocument(bool whole, bool streamed);

    /// <summary>The event <c>[DONE]</c>.</summary>
    void Sentinel();
}
