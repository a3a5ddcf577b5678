using System.Buffers.Text;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Usage;

/// <summary>The members of a usage object as they stand on the wire, in the names of every shape that the OpenAI and Anthropic wires use.</summary>
internal struct UsageFields
{
    private long? _promptTokens;
    private long? _inputTokens;
    private long? _completionTokens;
    private long? _outputTokens;
    private long? _total;
    private long? _cachedDetail;
    private long? _cacheRead;
    private long? _cacheHit;
    private long? _cacheWriteDetail;
    private long? _cacheCreation;
    private long? _reasoning;

    /// <summary>Adds the places of a usage object's members to its place.</summary>
    /// <param name="usage">The place of the usage object.</param>
    /// <returns>The same place.</returns>
    public static JsonPlace Map(JsonPlace usage)
    {
        var inputDetails = new JsonPlace()
            .With("cached_tokens"u8, Place(UsageSlot.CachedDetail))
            .With("cache_write_tokens"u8, Place(UsageSlot.CacheWriteDetail));
        var outputDetails = new JsonPlace()
            .With("reasoning_tokens"u8, Place(UsageSlot.Reasoning))
            .With("thinking_tokens"u8, Place(UsageSlot.Reasoning));
        return usage
            .With("prompt_tokens"u8, Place(UsageSlot.PromptTokens))
            .With("completion_tokens"u8, Place(UsageSlot.CompletionTokens))
            .With("total_tokens"u8, Place(UsageSlot.Total))
            .With("input_tokens"u8, Place(UsageSlot.InputTokens))
            .With("output_tokens"u8, Place(UsageSlot.OutputTokens))
            .With("prompt_tokens_details"u8, inputDetails)
            .With("input_tokens_details"u8, inputDetails)
            .With("completion_tokens_details"u8, outputDetails)
            .With("output_tokens_details"u8, outputDetails)
            .With("cache_read_input_tokens"u8, Place(UsageSlot.CacheRead))
            .With("cached_content_token_count"u8, Place(UsageSlot.CacheRead))
            .With("cached_tokens"u8, Place(UsageSlot.CacheHit))
            .With("prompt_cache_hit_tokens"u8, Place(UsageSlot.CacheHit))
            .With("cache_creation_input_tokens"u8, Place(UsageSlot.CacheCreation))
            .With("thoughts_token_count"u8, Place(UsageSlot.Reasoning));
    }

    /// <summary>Takes one member's value; strings and fractions are no counts and are left out.</summary>
    /// <param name="slot">Which member.</param>
    /// <param name="kind">The value's kind.</param>
    /// <param name="raw">The value's bytes.</param>
    public void Set(UsageSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (kind != JsonScalar.Number || !TryReadCount(raw, out var count))
        {
            return;
        }

        switch (slot)
        {
            case UsageSlot.PromptTokens: _promptTokens = count; break;
            case UsageSlot.InputTokens: _inputTokens = count; break;
            case UsageSlot.CompletionTokens: _completionTokens = count; break;
            case UsageSlot.OutputTokens: _outputTokens = count; break;
            case UsageSlot.Total: _total = count; break;
            case UsageSlot.CachedDetail: _cachedDetail = count; break;
            case UsageSlot.CacheRead: _cacheRead = count; break;
            case UsageSlot.CacheHit: _cacheHit = count; break;
            case UsageSlot.CacheWriteDetail: _cacheWriteDetail = count; break;
            case UsageSlot.CacheCreation: _cacheCreation = count; break;
            default: _reasoning = count; break;
        }
    }

    /// <summary>Lays the members that <paramref name="later"/> has over these: Anthropic's counts are cumulative, never to be summed.</summary>
    /// <param name="later">A later usage object of the same answer.</param>
    public void Overlay(in UsageFields later)
    {
        _promptTokens = later._promptTokens ?? _promptTokens;
        _inputTokens = later._inputTokens ?? _inputTokens;
        _completionTokens = later._completionTokens ?? _completionTokens;
        _outputTokens = later._outputTokens ?? _outputTokens;
        _total = later._total ?? _total;
        _cachedDetail = later._cachedDetail ?? _cachedDetail;
        _cacheRead = later._cacheRead ?? _cacheRead;
        _cacheHit = later._cacheHit ?? _cacheHit;
        _cacheWriteDetail = later._cacheWriteDetail ?? _cacheWriteDetail;
        _cacheCreation = later._cacheCreation ?? _cacheCreation;
        _reasoning = later._reasoning ?? _reasoning;
    }

    /// <summary>The counts in our words; where two shapes stand side by side OpenAI's names win.</summary>
    /// <param name="cachedBesideInput">Whether the dialect counts cache tokens beside the input tokens, as Anthropic's does.</param>
    /// <returns>The usage.</returns>
    public readonly TokenUsage ToUsage(bool cachedBesideInput)
    {
        var input = _promptTokens ?? _inputTokens;
        var output = _completionTokens ?? _outputTokens;
        return new TokenUsage(
            input,
            output,
            _total ?? (input + output),
            _cachedDetail ?? _cacheRead ?? _cacheHit,
            _cacheCreation ?? _cacheWriteDetail,
            _reasoning,
            InputIncludesCached: _promptTokens is not null || (_inputTokens is not null && !cachedBesideInput));
    }

    private static JsonPlace Place(UsageSlot slot) => new((int)slot);

    /// <summary>Reads 12, and 12.0 or 1.2e1 as some servers write it.</summary>
    private static bool TryReadCount(ReadOnlySpan<byte> raw, out long count)
    {
        if (Utf8Parser.TryParse(raw, out count, out var used) && used == raw.Length)
        {
            return true;
        }

        if (Utf8Parser.TryParse(raw, out double number, out used) && used == raw.Length && Math.Abs(number) < 1e15
            && Math.Truncate(number) == number)
        {
            count = (long)number;
            return true;
        }

        count = 0;
        return false;
    }
}
