using System.Diagnostics;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Hands the trace on to providers and nothing else: baggage may hold what the client's own services say among themselves.</summary>
internal sealed class TraceContextPropagator : DistributedContextPropagator
{
    private static readonly string[] Names = ["traceparent", "tracestate", "baggage", "Correlation-Context", "Request-Id"];

    /// <inheritdoc/>
    public override IReadOnlyCollection<string> Fields => Names;

    /// <inheritdoc/>
    public override void Inject(Activity? activity, object? carrier, PropagatorSetterCallback? setter)
    {
        if (activity is not { Id: { } id, IdFormat: ActivityIdFormat.W3C } || setter is null)
        {
            return;
        }

        setter(carrier, "traceparent", id);
        if (!string.IsNullOrEmpty(activity.TraceStateString))
        {
            setter(carrier, "tracestate", activity.TraceStateString);
        }
    }

    /// <inheritdoc/>
    public override void ExtractTraceIdAndState(
        object? carrier, PropagatorGetterCallback? getter, out string? traceId, out string? traceState)
    {
        traceId = null;
        traceState = null;
    }

    /// <inheritdoc/>
    public override IEnumerable<KeyValuePair<string, string?>>? ExtractBaggage(object? carrier, PropagatorGetterCallback? getter) => null;
}
