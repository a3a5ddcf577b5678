using System.Globalization;
using LlmAspire.Tests.Infrastructure.Otlp.Wire;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Infrastructure.Otlp;

/// <summary>A real OTLP/HTTP endpoint for metrics: the dashboard shows metrics but has no API to read them back.</summary>
public sealed class OtlpMetricsReceiver : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Lock _lock = new();
    private IReadOnlyList<MetricPoint> _latest = [];
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private OtlpMetricsReceiver(WebApplication app) => _app = app;

    /// <summary>The address for <c>OTEL_EXPORTER_OTLP_METRICS_ENDPOINT</c>, protocol <c>http/protobuf</c>.</summary>
    public Uri MetricsEndpoint => new(new Uri(_app.Urls.Single()), "/v1/metrics");

    /// <summary>Listens on a free loopback port.</summary>
    public static async Task<OtlpMetricsReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new OtlpMetricsReceiver(app);
        app.MapPost("/v1/metrics", receiver.ReceiveAsync);
        await app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Waits until the newest export satisfies <paramref name="condition"/>; fails with what did arrive when the token ends first.</summary>
    public async Task<IReadOnlyList<MetricPoint>> WaitForAsync(
        Func<IReadOnlyList<MetricPoint>, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            IReadOnlyList<MetricPoint> latest;
            Task changed;
            lock (_lock)
            {
                latest = _latest;
                changed = _changed.Task;
            }

            if (condition(latest))
            {
                return latest;
            }

            try
            {
                await changed.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException("The expected metrics did not arrive. Last export: " + string.Join("; ", latest.Select(Describe)));
            }
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static string Describe(MetricPoint point) =>
        $"{point.Metric}{{{string.Join(",", point.Labels.Select(label => $"{label.Key}={label.Value}"))}}}={point.Sum}";

    private async Task ReceiveAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        var points = MetricsExport.Parser.ParseFrom(body.ToArray()).ResourceMetrics.SelectMany(Read).ToList();
        lock (_lock)
        {
            // Exports are cumulative: the newest one of a metric holds all.
            var renewed = points.Select(point => (point.Service, point.Metric)).ToHashSet();
            _latest = [.. _latest.Where(point => !renewed.Contains((point.Service, point.Metric))), .. points];
            _changed.TrySetResult();
            _changed = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    private static IEnumerable<MetricPoint> Read(ResourceMetrics resource)
    {
        var service = resource.Resource.Attributes.FirstOrDefault(attribute => attribute.Key == "service.name")?.Value.StringValue ?? "";
        foreach (var metric in resource.ScopeMetrics.SelectMany(scope => scope.Metrics))
        {
            foreach (var point in metric.Sum?.Points ?? [])
            {
                // One of the two is set; the other is zero.
                var value = point.AsInt + point.AsDouble;
                yield return new MetricPoint(
                    service, metric.Name, metric.Unit, Labels(point.Attributes), value, value, [], TraceIds(point.Exemplars));
            }

            foreach (var point in metric.Histogram?.Points ?? [])
            {
                yield return new MetricPoint(
                    service, metric.Name, metric.Unit, Labels(point.Attributes), point.Count, point.Sum, point.Bounds, TraceIds(point.Exemplars));
            }
        }
    }

    private static Dictionary<string, string> Labels(IEnumerable<KeyValue> attributes) =>
        attributes.ToDictionary(attribute => attribute.Key, attribute => Text(attribute.Value));

    private static List<string> TraceIds(IEnumerable<Exemplar> exemplars) =>
        [.. exemplars.Select(exemplar => Convert.ToHexStringLower(exemplar.TraceId.Span))];

    private static string Text(AnyValue value) => value.ValueCase switch
    {
        AnyValue.ValueOneofCase.BoolValue => value.BoolValue ? "true" : "false",
        AnyValue.ValueOneofCase.IntValue => value.IntValue.ToString(CultureInfo.InvariantCulture),
        AnyValue.ValueOneofCase.DoubleValue => value.DoubleValue.ToString(CultureInfo.InvariantCulture),
        _ => value.StringValue,
    };
}
