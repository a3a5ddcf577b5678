namespace LlmAspire.Gateway.Conversations;

/// <summary>What is known of a conversation besides its items.</summary>
internal sealed record ConversationInfo
{
    /// <summary>Its id.</summary>
    public required string Id { get; init; }

    /// <summary>When it began.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When the last turn was added.</summary>
    public DateTimeOffset UpdatedAt { get; init; }

    /// <summary>The beginning of the first user text; empty when there was none.</summary>
    public string Title { get; init; } = "";

    /// <summary>How many items it has.</summary>
    public long Items { get; init; }

    /// <summary>How many turns they came in.</summary>
    public long Turns { get; init; }

    /// <summary>The bytes that they take.</summary>
    public long Bytes { get; init; }

    /// <summary>The trace of the last turn; empty when there was none.</summary>
    public string TraceId { get; init; } = "";

    /// <summary>Whether it is a chain of responses that no client has named.</summary>
    public bool IsChain { get; init; }

    /// <summary>The client's metadata, one JSON object; empty when there is none.</summary>
    public ReadOnlyMemory<byte> Metadata { get; init; }

    /// <summary>What the analysis of the conversation found, one JSON object; empty when there was none.</summary>
    public ReadOnlyMemory<byte> Report { get; init; }
}
