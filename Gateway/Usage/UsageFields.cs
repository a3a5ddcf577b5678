using System.Buffers.Text;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Usage;

/// <summary>The counts of a usage object as they stand on the wire, whatever its members are called there.</summary>
internal struct UsageFields
{
    private long? _input;
    private long? _otherInput;
    private long? _output;
    private long? _otherOutput;
    private long? _total;
    private long? _cachedDetail;
    private long? _cacheRead;
    private long? _otherCached;
    private long? _cacheWrite;
    private long? _otherCacheWrite;
    private long? _reasoning;

    /// <summary>Whether there is any count at all.</summary>
    public readonly bool Any => (_input ?? _otherInput ?? _output ?? _otherOutput ?? _total ?? _cachedDetail ?? _cacheRead ?? _otherCached
        ?? _cacheWrite ?? _otherCacheWrite ?? _reasoning) is not null;

    /// <summary>Takes one count; strings and fractions are no counts and are left out.</summary>
    /// <param name="slot">Which.</param>
    /// <param name="kind">The value's kind.</param>
    /// <param name="raw">The value's bytes.</param>
    public void Set(UsageSlot slot, JsonScalar kind, ReadOnlySpan<byte> raw)
    {
        if (kind == JsonScalar.Number && TryReadCount(raw, out var count))
        {
            Set(slot, count);
        }
    }

    /// <summary>Takes one count.</summary>
    /// <param name="slot">Which.</param>
    /// <param name="count">How many.</param>
    public void Set(UsageSlot slot, long count)
    {
        switch (slot)
        {
            case UsageSlot.Input: _input = count; break;
            case UsageSlot.OtherInput: _otherInput = count; break;
            case UsageSlot.Output: _output = count; break;
            case UsageSlot.OtherOutput: _otherOutput = count; break;
            case UsageSlot.SummedOutput: _output = (_output ?? 0) + count; break;
            case UsageSlot.Total: _total = count; break;
            case UsageSlot.CachedDetail: _cachedDetail = count; break;
            case UsageSlot.CacheRead: _cacheRead = count; break;
            case UsageSlot.OtherCached: _otherCached = count; break;
            case UsageSlot.CacheWrite: _cacheWrite = count; break;
            case UsageSlot.OtherCacheWrite: _otherCacheWrite = count; break;
            case UsageSlot.Reasoning: _reasoning = count; break;
        }
    }

    /// <summary>Lays the counts that <paramref name="later"/> has over these: Anthropic's are cumulative, never to be summed.</summary>
    /// <param name="later">A later usage object of the same answer.</param>
    public void Overlay(in UsageFields later)
    {
        _input = later._input ?? _input;
        _otherInput = later._otherInput ?? _otherInput;
        _output = later._output ?? _output;
        _otherOutput = later._otherOutput ?? _otherOutput;
        _total = later._total ?? _total;
        _cachedDetail = later._cachedDetail ?? _cachedDetail;
        _cacheRead = later._cacheRead ?? _cacheRead;
        _otherCached = later._otherCached ?? _otherCached;
        _cacheWrite = later._cacheWrite ?? _cacheWrite;
        _otherCacheWrite = later._otherCacheWrite ?? _otherCacheWrite;
        _reasoning = later._reasoning ?? _reasoning;
    }

    /// <summary>The counts in our words.</summary>
    /// <param name="cache">Where the dialect counts cache tokens.</param>
    /// <returns>The usage.</returns>
    public readonly TokenUsage ToUsage(CacheCounting cache)
    {
        var input = _input ?? _otherInput;
        var output = _output ?? _otherOutput;
        var beside = cache == CacheCounting.BesideInput
            || (cache == CacheCounting.ByName && _input is null && (_cacheRead ?? _cacheWrite) is not null);
        return new TokenUsage(
            input,
            output,
            _total ?? (input + output),
            _cachedDetail ?? _cacheRead ?? _otherCached,
            _cacheWrite ?? _otherCacheWrite,
            _reasoning,
            InputIncludesCached: input is not null && !beside);
    }

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
