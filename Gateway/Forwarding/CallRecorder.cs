using LlmAspire.Gateway.Costs;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Writes a finished call into the span, the metrics and the log, once.</summary>
internal static class CallRecorder
{
    /// <summary>Records a call. Nothing here waits, and nothing here depends on the client's still being there.</summary>
    /// <param name="call">The call.</param>
    /// <param name="services">Where it is recorded.</param>
    /// <param name="outcome">How it ended.</param>
    /// <param name="status">The status that the client got.</param>
    public static void Record(LlmCall call, CallServices services, CallOutcome outcome, int status)
    {
        var seen = call.Observation;
        var summary = Summarize(call, services, outcome, status);
        if (!AnalyzedCall.TryHandOver(call, services.Signals, summary) && call.Span is { } span)
        {
            ChatSpan.Finish(span, summary);
        }

        if (call.Api.AsksModel)
        {
            services.Metrics.RecordCall(summary);
        }

        services.Log.Write(summary);
        if (seen.ObserverFailure is { } failure)
        {
            services.Log.WriteObserverFailure(summary, failure);
        }

        if (call.End.OwnFailure is { } mistake)
        {
            services.Log.WriteOwnFailure(summary, mistake);
        }
    }

    private static CallSummary Summarize(LlmCall call, CallServices services, CallOutcome outcome, int status)
    {
        var time = services.Time;
        var seen = call.Observation;
        var from = seen.SentAt != 0 ? seen.SentAt : seen.ReceivedAt;
        TimeSpan? Since(long at) => call.View.IsStream && at != 0 && status is >= 200 and < 300 ? time.GetElapsedTime(from, at) : null;
        return new CallSummary
        {
            Api = call.Api,
            Provider = call.Target.Provider.Name,
            RequestModel = call.View.Model,
            UpstreamModel = call.Target.Model,
            IsStream = call.View.IsStream,
            Facts = call.Meter.Facts,
            Cost = CostOf(call, services),
            Outcome = outcome,
            Status = status,
            ProviderStatus = call.ProviderStatus,
            ErrorType = ErrorType(outcome, status),
            Duration = time.GetElapsedTime(from, seen.LastByteAt != 0 ? seen.LastByteAt : time.GetTimestamp()),
            TimeToFirstChunk = Since(seen.FirstByteAt),
            TimeToFirstToken = Since(seen.FirstTokenAt),
            DeliveredTimeToFirstToken = Since(seen.FirstTokenDeliveredAt),
            Overhead = Overhead(seen, time),
            Bytes = seen.Bytes,
            Chunks = seen.Chunks,
            DeliveredBytes = seen.DeliveredBytes,
        };
    }

    private static CallCost? CostOf(LlmCall call, CallServices services) => call.Meter.Facts is { Usage: { } usage } facts
        ? services.Prices.CostOf(usage, call.Target.Provider.Name, facts.Model ?? call.Target.Model, call.Target.Model)
        : null;

    private static string? ErrorType(CallOutcome outcome, int status) => outcome switch
    {
        CallOutcome.Completed => null,
        CallOutcome.UpstreamStatus => status.ToString(System.Globalization.CultureInfo.InvariantCulture),
        _ => outcome.Word(),
    };

    /// <summary>From the request read to its sending, and from the first byte's coming to its going on.</summary>
    private static TimeSpan? Overhead(ResponseObservation seen, TimeProvider time) =>
        seen.SentAt == 0 || seen.FirstByteAt == 0 || seen.FirstDeliveryAt == 0
            ? null
            : time.GetElapsedTime(seen.ReceivedAt, seen.SentAt) + time.GetElapsedTime(seen.FirstByteAt, seen.FirstDeliveryAt);
}
