namespace LlmAspire.MockLlm.Faults;

/// <summary>A fault of the whole provider, switched by hand.</summary>
internal enum Fault
{
    /// <summary>Every call is answered 503.</summary>
    Outage,

    /// <summary>Every chunk, and what comes before the first, takes longer.</summary>
    Slow,

    /// <summary>Every call is answered 429 with Retry-After.</summary>
    RateLimit,
}
