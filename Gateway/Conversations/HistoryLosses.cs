namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// Remembers for a while that the store was away. What is not in it then may have been lost, and a call that names it must not fail for
/// that: it goes on without history, as it would have during the outage. Thread-safe.
/// </summary>
internal sealed class HistoryLosses
{
    // Long enough for the conversations that somebody was in the middle of; after it an unknown id is an error again.
    private static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    private readonly TimeProvider _time;
    private long _until;

    /// <summary>None yet.</summary>
    /// <param name="time">The clock.</param>
    public HistoryLosses(TimeProvider time) => _time = time;

    /// <summary>Whether the store was away lately.</summary>
    public bool IsRecent => Volatile.Read(ref _until) is var until and not 0 && _time.GetTimestamp() < until;

    /// <summary>The store is away, or has just come back.</summary>
    public void Note() => Volatile.Write(ref _until, _time.GetTimestamp() + (long)(Memory.TotalSeconds * _time.TimestampFrequency));
}
