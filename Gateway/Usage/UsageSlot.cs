namespace LlmAspire.Gateway.Usage;

/// <summary>The members of a usage object, as slots of a map; the numbers leave room below for the dialects' own slots.</summary>
internal enum UsageSlot
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The first slot of this kind.</summary>
    First = 100,

    /// <summary>prompt_tokens.</summary>
    PromptTokens = First,

    /// <summary>input_tokens.</summary>
    InputTokens,

    /// <summary>completion_tokens.</summary>
    CompletionTokens,

    /// <summary>output_tokens.</summary>
    OutputTokens,

    /// <summary>total_tokens.</summary>
    Total,

    /// <summary>cached_tokens in the details of the input.</summary>
    CachedDetail,

    /// <summary>cache_read_input_tokens.</summary>
    CacheRead,

    /// <summary>cached_tokens or prompt_cache_hit_tokens beside the counts themselves.</summary>
    CacheHit,

    /// <summary>cache_write_tokens in the details of the input.</summary>
    CacheWriteDetail,

    /// <summary>cache_creation_input_tokens.</summary>
    CacheCreation,

    /// <summary>Reasoning tokens, whatever they are called.</summary>
    Reasoning,
}
