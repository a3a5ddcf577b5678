using System.Diagnostics;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Records reads and writes of history: a span each, a count each, and log lines where something was left out.</summary>
internal sealed partial class HistoryTelemetry
{
    private static readonly TimeSpan QuietTime = TimeSpan.FromMinutes(1);

    private readonly IConversationStore _store;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly ILogger<HistoryTelemetry> _logger;
    private long _quietUntil;

    /// <summary>Records for <paramref name="store"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="metrics">The instruments.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">The log.</param>
    public HistoryTelemetry(IConversationStore store, GatewayMetrics metrics, TimeProvider time, ILogger<HistoryTelemetry> logger)
    {
        _store = store;
        _metrics = metrics;
        _time = time;
        _logger = logger;
    }

    /// <summary>Begins an operation.</summary>
    /// <param name="operation">read or write.</param>
    /// <param name="conversation">The conversation.</param>
    /// <param name="parent">The call's span; by default the current one.</param>
    /// <returns>Its span, null when nobody listens.</returns>
    public Activity? Begin(string operation, string conversation, Activity? parent = null)
    {
        var name = operation == "read" ? "history read" : "history write";
        var span = GatewayActivitySource.Source.StartActivity(name, ActivityKind.Client, parent?.Context ?? default);
        if (span is { IsAllDataRequested: true })
        {
            span.SetTag(Names.Attributes.DbSystem, _store.SystemName);
            span.SetTag(Names.Attributes.DbOperation, operation);
            span.SetTag(Names.Attributes.ConversationId, conversation);
        }

        return span;
    }

    /// <summary>An operation that began with the id of a response has found its conversation.</summary>
    /// <param name="span">Its span.</param>
    /// <param name="conversation">The conversation; null when that was known before.</param>
    public static void Found(Activity? span, string? conversation)
    {
        if (conversation is not null)
        {
            span?.SetTag(Names.Attributes.ConversationId, conversation);
        }
    }

    /// <summary>An operation has ended.</summary>
    /// <param name="operation">read or write.</param>
    /// <param name="span">Its span.</param>
    /// <param name="items">How many items it moved.</param>
    /// <param name="failure">Why it failed; null when it did not.</param>
    public void End(string operation, Activity? span, int items, ConversationStoreException? failure = null)
    {
        span?.SetTag(Names.Attributes.HistoryItems, items);
        if (failure is null)
        {
            _metrics.CountHistory(operation, "ok");
            return;
        }

        _metrics.CountHistory(operation, failure.InnerException is TimeoutException ? "late" : "failed");
        span?.SetTag(Names.Attributes.ErrorType, failure.InnerException?.GetType().Name);
        span?.SetStatus(ActivityStatusCode.Error);
        if (!failure.IsOutage && MayLog())
        {
            Log.Refused(_logger, operation, failure.InnerException?.Message);
        }
    }

    /// <summary>Nothing was asked of the store, as it is away.</summary>
    /// <param name="operation">read or write.</param>
    public void Skip(string operation) => _metrics.CountHistory(operation, "skipped");

    /// <summary>Stored items could not be read.</summary>
    /// <param name="count">How many.</param>
    public void LeftOut(int count)
    {
        _metrics.CountHistory("read", "unreadable");
        if (MayLog())
        {
            Log.Unreadable(_logger, count);
        }
    }

    /// <summary>A call names what is not there, after an outage in which it may have been lost.</summary>
    public void Lost() => _metrics.CountHistory("read", "lost");

    /// <summary>A turn was longer than what is kept.</summary>
    /// <param name="options">The limits.</param>
    public void TooLarge(ConversationOptions options)
    {
        _metrics.CountHistory("write", "too_large");
        if (MayLog())
        {
            Log.TurnTooLarge(_logger, options.MaxBytes, options.MaxItems);
        }
    }

    /// <summary>What a client or a stored item can bring about again and again is logged once a minute; the counts tell the rest.</summary>
    private bool MayLog()
    {
        var (now, until) = (_time.GetTimestamp(), Volatile.Read(ref _quietUntil));
        var next = now + (long)(QuietTime.TotalSeconds * _time.TimestampFrequency);
        return (until == 0 || now >= until) && Interlocked.CompareExchange(ref _quietUntil, next, until) == until;
    }

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 302, Level = LogLevel.Warning, Message = "A turn was not kept: it has more than {MaxBytes} bytes or {MaxItems} items")]
        public static partial void TurnTooLarge(ILogger logger, long maxBytes, int maxItems);

        [LoggerMessage(
            EventId = 303, Level = LogLevel.Warning, Message = "{Count} stored items of a conversation cannot be read and were left out")]
        public static partial void Unreadable(ILogger logger, int count);

        [LoggerMessage(EventId = 304, Level = LogLevel.Warning, Message = "The conversation store refused one {Operation}: {Reason}")]
        public static partial void Refused(ILogger logger, string operation, string? reason);
    }
}
