namespace LlmAspire.Gateway.Conversations;

/// <summary>Section <c>Gateway:Conversations</c>: what is remembered, and for how long.</summary>
public sealed class ConversationOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Gateway:Conversations";

    /// <summary><c>requested</c>: calls that name a conversation; <c>all</c>: every call, under an id of its own unless it names one.</summary>
    public string Record { get; set; } = "requested";

    /// <summary>The longest that a call waits for one read or write of history; after it the call goes on without.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>How long a conversation is kept after its last turn.</summary>
    public TimeSpan TimeToLive { get; set; } = TimeSpan.FromDays(7);

    /// <summary>The most items that a conversation keeps; whole turns are dropped from its beginning.</summary>
    public int MaxItems { get; set; } = 500;

    /// <summary>The most bytes that a conversation keeps; whole turns are dropped from its beginning. A longer turn is not kept at all.</summary>
    public long MaxBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The most conversations that are kept in memory when there is no Redis; the longest unused go first.</summary>
    public int MaxInMemory { get; set; } = 10_000;

    /// <summary>The most bytes that conversations take in memory when there is no Redis, and as many again for responses.</summary>
    public long MaxBytesInMemory { get; set; } = 256L * 1024 * 1024;

    /// <summary>The time to live in whole seconds, as Redis counts it.</summary>
    internal long TimeToLiveSeconds => (long)Math.Ceiling(TimeToLive.TotalSeconds);

    /// <summary>Whether every call is recorded.</summary>
    internal bool RecordsAll => string.Equals(Record, "all", StringComparison.OrdinalIgnoreCase);
}
