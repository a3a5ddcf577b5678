namespace LlmAspire.Tests.Infrastructure.Dashboard;

/// <summary>A span as the dashboard's telemetry API tells it; every attribute value is text there.</summary>
/// <param name="Service">The resource's <c>service.name</c>.</param>
/// <param name="Source">The instrumentation scope's name.</param>
/// <param name="Name">The span's name.</param>
/// <param name="SpanId">Lower-case hex.</param>
/// <param name="ParentSpanId">Lower-case hex; empty for a root.</param>
/// <param name="Attributes">Attribute values by name.</param>
/// <param name="Events">Names of the span's events, in order.</param>
/// <param name="Duration">From start to end.</param>
public sealed record DashboardSpan(
    string Service,
    string Source,
    string Name,
    string SpanId,
    string ParentSpanId,
    IReadOnlyDictionary<string, string> Attributes,
    IReadOnlyList<string> Events,
    TimeSpan Duration);
