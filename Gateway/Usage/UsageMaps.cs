using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Usage;

/// <summary>The usage objects of the wires, as places of a map: every name of a count, once. Each call makes a place of its own.</summary>
internal static class UsageMaps
{
    /// <summary>OpenAI's and Anthropic's names and those of their cousins, which never collide.</summary>
    /// <param name="usage">The place of the usage object.</param>
    /// <returns>The same place.</returns>
    public static JsonPlace OpenAiAndAnthropic(JsonPlace usage)
    {
        var inputDetails = new JsonPlace()
            .With("cached_tokens"u8, Place(UsageSlot.CachedDetail))
            .With("cache_write_tokens"u8, Place(UsageSlot.OtherCacheWrite))
            .With("cache_creation_tokens"u8, Place(UsageSlot.OtherCacheWrite))
            .With("cache_creation_input_tokens"u8, Place(UsageSlot.OtherCacheWrite));
        var outputDetails = new JsonPlace()
            .With("reasoning_tokens"u8, Place(UsageSlot.Reasoning))
            .With("thinking_tokens"u8, Place(UsageSlot.Reasoning));
        return usage
            .With("prompt_tokens"u8, Place(UsageSlot.Input))
            .With("completion_tokens"u8, Place(UsageSlot.Output))
            .With("total_tokens"u8, Place(UsageSlot.Total))
            .With("input_tokens"u8, Place(UsageSlot.OtherInput))
            .With("output_tokens"u8, Place(UsageSlot.OtherOutput))
            .With("prompt_tokens_details"u8, inputDetails)
            .With("prompt_token_details"u8, inputDetails)
            .With("input_tokens_details"u8, inputDetails)
            .With("completion_tokens_details"u8, outputDetails)
            .With("output_tokens_details"u8, outputDetails)
            .With("cache_read_input_tokens"u8, Place(UsageSlot.CacheRead))
            .With("cached_content_token_count"u8, Place(UsageSlot.OtherCached))
            .With("cached_tokens"u8, Place(UsageSlot.OtherCached))
            .With("num_cached_tokens"u8, Place(UsageSlot.OtherCached))
            .With("prompt_cache_hit_tokens"u8, Place(UsageSlot.OtherCached))
            .With("cache_creation_input_tokens"u8, Place(UsageSlot.CacheWrite))
            .With("reasoning_tokens"u8, Place(UsageSlot.Reasoning))
            .With("thoughts_token_count"u8, Place(UsageSlot.Reasoning));
    }

    /// <summary>Gemini's <c>usageMetadata</c>.</summary>
    /// <param name="usage">The place of the usage object.</param>
    /// <returns>The same place.</returns>
    public static JsonPlace Gemini(JsonPlace usage) => usage
        .With("promptTokenCount"u8, Place(UsageSlot.Input))
        .With("candidatesTokenCount"u8, Place(UsageSlot.Output))
        .With("totalTokenCount"u8, Place(UsageSlot.Total))
        .With("cachedContentTokenCount"u8, Place(UsageSlot.CachedDetail))
        .With("thoughtsTokenCount"u8, Place(UsageSlot.Reasoning));

    /// <summary>The usage of Gemini Interactions.</summary>
    /// <param name="usage">The place of the usage object.</param>
    /// <returns>The same place.</returns>
    public static JsonPlace GeminiInteractions(JsonPlace usage) => usage
        .With("total_input_tokens"u8, Place(UsageSlot.Input))
        .With("total_output_tokens"u8, Place(UsageSlot.Output))
        .With("total_tokens"u8, Place(UsageSlot.Total))
        .With("total_cached_tokens"u8, Place(UsageSlot.CachedDetail))
        .With("total_thought_tokens"u8, Place(UsageSlot.Reasoning))
        .With("total_reasoning_tokens"u8, Place(UsageSlot.Reasoning));

    /// <summary>Cohere's usage (v2) or meta (v1): what is billed counts, what the model saw where nothing is billed.</summary>
    /// <param name="usage">The place of the usage object.</param>
    /// <returns>The same place.</returns>
    public static JsonPlace Cohere(JsonPlace usage) => usage
        .With("billed_units"u8, new JsonPlace()
            .With("input_tokens"u8, Place(UsageSlot.Input))
            .With("output_tokens"u8, Place(UsageSlot.Output)))
        .With("tokens"u8, new JsonPlace()
            .With("input_tokens"u8, Place(UsageSlot.OtherInput))
            .With("output_tokens"u8, Place(UsageSlot.OtherOutput)))
        .With("cached_tokens"u8, Place(UsageSlot.CachedDetail));

    /// <summary>The counters that Ollama puts beside its last part.</summary>
    /// <param name="root">The place of the document.</param>
    /// <returns>The same place.</returns>
    public static JsonPlace Ollama(JsonPlace root) => root
        .With("prompt_eval_count"u8, Place(UsageSlot.Input))
        .With("eval_count"u8, Place(UsageSlot.Output));

    /// <summary>Bedrock Converse, and Nova's own body, whose cache counts have other names.</summary>
    /// <param name="usage">The place of the usage object.</param>
    /// <returns>The same place.</returns>
    public static JsonPlace Bedrock(JsonPlace usage) => usage
        .With("inputTokens"u8, Place(UsageSlot.Input))
        .With("outputTokens"u8, Place(UsageSlot.Output))
        .With("totalTokens"u8, Place(UsageSlot.Total))
        .With("cacheReadInputTokens"u8, Place(UsageSlot.CacheRead))
        .With("cacheReadInputTokenCount"u8, Place(UsageSlot.OtherCached))
        .With("cacheWriteInputTokens"u8, Place(UsageSlot.CacheWrite))
        .With("cacheWriteInputTokenCount"u8, Place(UsageSlot.OtherCacheWrite));

    /// <summary>What Bedrock adds to the last event of an invoked model's stream.</summary>
    /// <param name="metrics">The place of <c>amazon-bedrock-invocationMetrics</c>.</param>
    /// <returns>The same place.</returns>
    public static JsonPlace BedrockMetrics(JsonPlace metrics) => metrics
        .With("inputTokenCount"u8, Place(UsageSlot.Input))
        .With("outputTokenCount"u8, Place(UsageSlot.Output))
        .With("cacheReadInputTokenCount"u8, Place(UsageSlot.CacheRead))
        .With("cacheWriteInputTokenCount"u8, Place(UsageSlot.CacheWrite));

    /// <summary>The counters beside the text of models that Bedrock invokes: Llama's and Titan's.</summary>
    /// <param name="root">The place of the document.</param>
    /// <returns>The same place.</returns>
    public static JsonPlace BedrockModels(JsonPlace root) => root
        .With("prompt_token_count"u8, Place(UsageSlot.Input))
        .With("generation_token_count"u8, Place(UsageSlot.Output))
        .With("inputTextTokenCount"u8, Place(UsageSlot.Input))
        .With("totalOutputTextTokenCount"u8, Place(UsageSlot.Output));

    /// <summary>The place of one count.</summary>
    /// <param name="slot">Which.</param>
    /// <returns>The place.</returns>
    public static JsonPlace Place(UsageSlot slot) => new((int)slot);
}
