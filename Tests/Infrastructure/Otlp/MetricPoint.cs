namespace LlmAspire.Tests.Infrastructure.Otlp;

/// <summary>One exported data point: the newest value of one metric with one set of labels.</summary>
/// <param name="Service">The sender's <c>service.name</c>.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Unit">The metric's unit, as sent.</param>
/// <param name="Labels">The point's attributes, as text.</param>
/// <param name="Count">Recordings of a histogram, or the value of a counter.</param>
/// <param name="Sum">Sum of a histogram, or the value of a counter.</param>
/// <param name="Bounds">A histogram's bucket boundaries; empty for a counter.</param>
/// <param name="ExemplarTraceIds">Trace ids of the point's exemplars, lower-case hex.</param>
public sealed record MetricPoint(
    string Service,
    string Metric,
    string Unit,
    IReadOnlyDictionary<string, string> Labels,
    double Count,
    double Sum,
    IReadOnlyList<double> Bounds,
    IReadOnlyList<string> ExemplarTraceIds);
