namespace LlmAspire.Gateway.Usage;

/// <summary>
/// The counts of a usage object, as slots of a map; the numbers leave room below for the dialects' own slots. Where a wire has two names for
/// a count, the first that is there in this order counts.
/// </summary>
internal enum UsageSlot
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The first slot of this kind.</summary>
    First = 100,

    /// <summary>The tokens read, by the name that counts.</summary>
    Input = First,

    /// <summary>The tokens read, by another name.</summary>
    OtherInput,

    /// <summary>The tokens written, by the name that counts.</summary>
    Output,

    /// <summary>The tokens written, by another name.</summary>
    OtherOutput,

    /// <summary>Tokens written that are to be summed: one count for each of several results.</summary>
    SummedOutput,

    /// <summary>All tokens.</summary>
    Total,

    /// <summary>Input from the cache, among the details of the input.</summary>
    CachedDetail,

    /// <summary>Input from the cache, beside the input.</summary>
    CacheRead,

    /// <summary>Input from the cache, by another name.</summary>
    OtherCached,

    /// <summary>Input written to the cache, beside the input.</summary>
    CacheWrite,

    /// <summary>Input written to the cache, by another name.</summary>
    OtherCacheWrite,

    /// <summary>Output spent on reasoning.</summary>
    Reasoning,
}
