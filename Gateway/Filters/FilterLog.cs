using System.Collections.Concurrent;

namespace LlmAspire.Gateway.Filters;

/// <summary>What the log says of filters: when one failed a call, and when its circuit breaker opens and closes. Never content.</summary>
internal sealed partial class FilterLog
{
    private readonly ILogger<FilterLog> _logger;
    private readonly ConcurrentDictionary<string, bool> _unsupported = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Writes to <paramref name="logger"/>.</summary>
    /// <param name="logger">The log.</param>
    public FilterLog(ILogger<FilterLog> logger) => _logger = logger;

    /// <summary>A filter failed on a call.</summary>
    /// <param name="filter">Its name.</param>
    /// <param name="fault">How.</param>
    /// <param name="blocks">Whether that ended the call.</param>
    public void Failed(string filter, FilterFault fault, bool blocks)
    {
        // While the breaker is open every call would say so again; it was said when it opened.
        if (fault != FilterFault.CircuitOpen)
        {
            Log.Failed(_logger, filter, fault.Word(), blocks ? "the call was stopped" : "the original went on");
        }
    }

    /// <summary>A filter does not read what was to be filtered, and the original went on. Said once for each filter.</summary>
    /// <param name="filter">Its name.</param>
    public void Unsupported(string filter)
    {
        if (_unsupported.TryAdd(filter, true))
        {
            Log.Unsupported(_logger, filter);
        }
    }

    /// <summary>A filter did not let something pass.</summary>
    /// <param name="filter">Its name.</param>
    /// <param name="what">A request or an answer.</param>
    public void Blocked(string filter, string what) => Log.Blocked(_logger, filter, what);

    /// <summary>A filter's circuit breaker has opened.</summary>
    /// <param name="filter">Its name.</param>
    /// <param name="duration">For how long.</param>
    public void Opened(string filter, TimeSpan duration) => Log.Opened(_logger, filter, duration);

    /// <summary>A filter's circuit breaker has closed.</summary>
    /// <param name="filter">Its name.</param>
    public void Closed(string filter) => Log.Closed(_logger, filter);

    private static partial class Log
    {
        [LoggerMessage(EventId = 400, Level = LogLevel.Warning, Message = "The filter {Filter} failed ({Fault}); {Consequence}")]
        public static partial void Failed(ILogger logger, string filter, string fault, string consequence);

        [LoggerMessage(EventId = 401, Level = LogLevel.Warning, Message = "The filter {Filter} fails; it is not asked for {Duration}")]
        public static partial void Opened(ILogger logger, string filter, TimeSpan duration);

        [LoggerMessage(EventId = 402, Level = LogLevel.Information, Message = "The filter {Filter} is well again")]
        public static partial void Closed(ILogger logger, string filter);

        [LoggerMessage(
            EventId = 404,
            Level = LogLevel.Warning,
            Message = "The filter {Filter} does not read an API that is in use; such calls go on unfiltered (onError passThrough), said once")]
        public static partial void Unsupported(ILogger logger, string filter);

        [LoggerMessage(EventId = 403, Level = LogLevel.Information, Message = "The filter {Filter} blocked {What}")]
        public static partial void Blocked(ILogger logger, string filter, string what);
    }
}
