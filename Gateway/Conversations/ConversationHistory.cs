using System.Diagnostics;
using LlmAspire.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// The conversations as calls use them: a call never fails, and never waits longer than the configured time, because of history. Each
/// change between a store that answers and one that does not is logged once. Thread-safe.
/// </summary>
internal sealed partial class ConversationHistory
{
    private readonly IConversationStore _store;
    private readonly ConversationOptions _options;
    private readonly GatewayMetrics _metrics;
    private readonly ILogger<ConversationHistory> _logger;
    private int _isDown;

    /// <summary>Uses <paramref name="store"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">The limits.</param>
    /// <param name="metrics">The instruments.</param>
    /// <param name="logger">The log.</param>
    public ConversationHistory(
        IConversationStore store, IOptions<ConversationOptions> options, GatewayMetrics metrics, ILogger<ConversationHistory> logger)
    {
        _store = store;
        _options = options.Value;
        _metrics = metrics;
        _logger = logger;
    }

    /// <summary>Whether calls that name no conversation are recorded too.</summary>
    public bool RecordsAll => _options.RecordsAll;

    /// <summary>A conversation's items.</summary>
    /// <param name="key">The conversation.</param>
    /// <returns>Its items, oldest first; none when the store does not answer.</returns>
    public async ValueTask<IReadOnlyList<ConversationItem>> ReadAsync(ConversationKey key)
    {
        using var span = StartSpan("read");
        try
        {
            var items = await _store.ReadAsync(key, _options.Timeout);
            Note("read", span, failure: null);
            span?.SetTag(Names.Attributes.HistoryItems, items.Count);
            return items;
        }
        catch (ConversationStoreException exception)
        {
            Note("read", span, exception);
            return [];
        }
    }

    /// <summary>Adds a turn.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="parent">The call's span.</param>
    /// <returns>When it is stored, or given up.</returns>
    public async ValueTask AppendAsync(ConversationKey key, ConversationTurn turn, Activity? parent)
    {
        using var span = StartSpan("write", parent);
        span?.SetTag(Names.Attributes.HistoryItems, turn.Items.Count);
        if (turn.Items.Sum(item => (long)item.Message.Length) > _options.MaxBytes || turn.Items.Count > _options.MaxItems)
        {
            _metrics.CountHistory("write", "too_large");
            Log.TurnTooLarge(_logger, _options.MaxBytes, _options.MaxItems);
            return;
        }

        try
        {
            await _store.AppendAsync(key, turn, _options.Timeout);
            Note("write", span, failure: null);
        }
        catch (ConversationStoreException exception)
        {
            Note("write", span, exception);
        }
    }

    /// <summary>Asks whether the store answers.</summary>
    /// <returns>Whether it does.</returns>
    public async ValueTask<bool> IsAvailableAsync()
    {
        try
        {
            await _store.PingAsync(_options.Timeout);
            NoteState(null);
            return true;
        }
        catch (ConversationStoreException exception)
        {
            NoteState(exception);
            return false;
        }
    }

    private Activity? StartSpan(string operation, Activity? parent = null)
    {
        var span = GatewayActivitySource.Source.StartActivity($"history {operation}", ActivityKind.Client, parent?.Context ?? default);
        span?.SetTag(Names.Attributes.DbSystem, _store.SystemName);
        span?.SetTag(Names.Attributes.DbOperation, operation);
        return span;
    }

    private void Note(string operation, Activity? span, ConversationStoreException? failure)
    {
        _metrics.CountHistory(operation, failure is null ? "ok" : failure.InnerException is TimeoutException ? "late" : "failed");
        if (failure is not null)
        {
            span?.SetTag(Names.Attributes.ErrorType, failure.InnerException?.GetType().Name);
            span?.SetStatus(ActivityStatusCode.Error);
        }

        NoteState(failure);
    }

    private void NoteState(ConversationStoreException? failure)
    {
        var isDown = failure is null ? 0 : 1;
        if (Interlocked.Exchange(ref _isDown, isDown) == isDown)
        {
            return;
        }

        if (failure is null)
        {
            Log.Recovered(_logger, _store.SystemName);
        }
        else
        {
            Log.Lost(_logger, _store.SystemName, failure.InnerException?.Message);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 300, Level = LogLevel.Warning, Message = "History is off: {Store} does not answer ({Reason}). Calls go on without")]
        public static partial void Lost(ILogger logger, string store, string? reason);

        [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "History is on again: {Store} answers")]
        public static partial void Recovered(ILogger logger, string store);

        [LoggerMessage(EventId = 302, Level = LogLevel.Warning, Message = "A turn was not kept: it has more than {MaxBytes} bytes or {MaxItems} items")]
        public static partial void TurnTooLarge(ILogger logger, long maxBytes, int maxItems);
    }
}
