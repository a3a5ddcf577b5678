using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>One line per call: what was called, how it ended, how much and how fast. Never content, never a key.</summary>
internal sealed partial class CallLog
{
    private readonly ILogger<CallLog> _logger;

    /// <summary>Writes to <paramref name="logger"/>.</summary>
    /// <param name="logger">The log.</param>
    public CallLog(ILogger<CallLog> logger) => _logger = logger;

    /// <summary>Writes the line: Information, or Warning when the provider or a filter let the client down.</summary>
    /// <param name="call">The call.</param>
    public void Write(CallSummary call)
    {
        var level = call.Outcome is CallOutcome.Completed or CallOutcome.UpstreamStatus or CallOutcome.ClientGone
            ? LogLevel.Information
            : LogLevel.Warning;
        if (_logger.IsEnabled(level))
        {
            var outcome = call.Outcome.Word();
            var (model, took) = (call.ResolvedModel, (long)call.Duration.TotalMilliseconds);
            if (call.TimeToFirstToken is { } first)
            {
                var firstToken = (long)first.TotalMilliseconds;
                Log.StreamEnded(_logger, level, outcome, call.Status, model, call.Provider, call.Bytes, call.Chunks, took, firstToken);
            }
            else
            {
                Log.Ended(_logger, level, outcome, call.Status, model, call.Provider, call.Bytes, call.Chunks, took);
            }
        }
    }

    /// <summary>The observer failed on an answer, which went on without it.</summary>
    /// <param name="call">The call.</param>
    /// <param name="failure">What it threw.</param>
    public void WriteObserverFailure(CallSummary call, Exception failure) => Log.ObserverFailed(_logger, failure, call.Api.Name, call.Provider);

    /// <summary>The gateway itself failed in a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="failure">What was thrown.</param>
    public void WriteOwnFailure(CallSummary call, Exception failure) => Log.GatewayFailed(_logger, failure, call.Api.Name, call.Provider);

    private static partial class Log
    {
        private const string Call = "{Outcome} {Status} {Model} from {Provider}: {Bytes} bytes in {Chunks} chunks, {DurationMs} ms";

        [LoggerMessage(EventId = 100, Message = Call)]
        public static partial void Ended(
            ILogger logger, LogLevel level, string outcome, int status, string model, string provider, long bytes, long chunks, long durationMs);

        [LoggerMessage(EventId = 101, Message = Call + ", first token {FirstTokenMs} ms")]
        public static partial void StreamEnded(
            ILogger logger,
            LogLevel level,
            string outcome,
            int status,
            string model,
            string provider,
            long bytes,
            long chunks,
            long durationMs,
            long firstTokenMs);

        [LoggerMessage(EventId = 103, Level = LogLevel.Error, Message = "The gateway failed in a call of {Api} to {Provider}")]
        public static partial void GatewayFailed(ILogger logger, Exception exception, string api, string provider);

        [LoggerMessage(EventId = 102, Level = LogLevel.Error, Message = "Observing an answer of {Api} from {Provider} failed; it was streamed on")]
        public static partial void ObserverFailed(ILogger logger, Exception exception, string api, string provider);
    }
}
