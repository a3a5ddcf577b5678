namespace LlmAspire.Gateway.Usage;

/// <summary>Where a dialect counts the input tokens that were read from, or written to, the provider's prompt cache.</summary>
internal enum CacheCounting
{
    /// <summary>Among the input tokens, as OpenAI does.</summary>
    InInput,

    /// <summary>Beside the input tokens, as Anthropic and Bedrock do.</summary>
    BesideInput,

    /// <summary>
    /// As the names in the usage object say, where the dialect is not known: beside an <c>input_tokens</c> with Anthropic's names for the cache,
    /// among it otherwise.
    /// </summary>
    ByName,
}
