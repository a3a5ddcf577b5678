using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Filters.Endings;

namespace LlmAspire.Gateway.Filters;

/// <summary>
/// An answer that goes through filters: the filters themselves, what the client has got behind them, and how it ends when they stop it.
/// </summary>
internal sealed class FilteredAnswer
{
    private readonly FilterChain _filters;
    private readonly Api _api;
    private readonly bool _isJson;
    private readonly bool _isReadable;
    private readonly DeliveredEvents? _delivered;

    /// <summary>Filters an answer.</summary>
    /// <param name="filters">The filters.</param>
    /// <param name="api">Its API.</param>
    /// <param name="subject">What the filters are told of it.</param>
    /// <param name="isReadable">Whether its bytes are in a coding that can be read; else every filter fails.</param>
    public FilteredAnswer(FilterChain filters, Api api, FilterSubject subject, bool isReadable)
    {
        _filters = filters;
        _api = api;
        _isReadable = isReadable;
        _isJson = subject.ContentType.StartsWith("application/json", StringComparison.OrdinalIgnoreCase);
        _delivered = subject.IsEventStream ? new DeliveredEvents(api) : null;
    }

    /// <summary>Whether the answer's last event has been delivered; null when it is no stream of events.</summary>
    public bool? IsTerminal => _delivered?.IsTerminal;

    /// <summary>Whether a part of the answer itself has been delivered; null when it is no stream of events.</summary>
    public bool? HasToken => _delivered?.HasToken;

    /// <summary>Whether nothing of the provider's bytes can go on: they cannot be read, and must not pass unread.</summary>
    public bool IsStopped => !_isReadable && _filters.Blocks;

    /// <summary>Puts the filters behind the provider's bytes.</summary>
    /// <param name="source">The bytes; the result owns it.</param>
    /// <returns>What the filters let through.</returns>
    public Stream Wrap(Stream source) => _isReadable ? _filters.Wrap(source) : _filters.GiveUp(source);

    /// <summary>Bytes go on to the client.</summary>
    /// <param name="chunk">The bytes.</param>
    public void See(ReadOnlySpan<byte> chunk) => _delivered?.See(chunk);

    /// <summary>How the answer ends, now that a filter has stopped it.</summary>
    /// <param name="facts">What to tell of it.</param>
    /// <returns>The last bytes; null when the API has no such end.</returns>
    public byte[]? End(BlockFacts facts) =>
        _delivered is not null ? _delivered.End(facts) : _isJson ? BlockEnding.For(_api)?.Document(facts) : null;

    /// <summary>Tells what the filters did, once the call has ended and the client has its end. Bounded in time.</summary>
    /// <returns>When it is told.</returns>
    public ValueTask FinishAsync()
    {
        _delivered?.Dispose();
        return _filters.FinishAsync();
    }
}
