using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace LlmAspire.Tests.Infrastructure.Dashboard;

/// <summary>Reads back what reached the real dashboard, through its telemetry API.</summary>
public sealed class DashboardTelemetry : IDisposable
{
    private readonly HttpClient _client;

    /// <summary>Talks to the dashboard at <paramref name="dashboard"/> with its API key.</summary>
    public DashboardTelemetry(Uri dashboard, string apiKey)
    {
        _client = new HttpClient { BaseAddress = dashboard, Timeout = Timeout.InfiniteTimeSpan };
        _client.DefaultRequestHeaders.Add("x-api-key", apiKey);
    }

    /// <summary>Follows a trace as it arrives, until <paramref name="complete"/> is satisfied; fails with the spans seen when the token ends first.</summary>
    public async Task<IReadOnlyList<DashboardSpan>> WaitForTraceAsync(
        string traceId, Func<IReadOnlyList<DashboardSpan>, bool> complete, CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, DashboardSpan>();
        try
        {
            await foreach (var span in FollowAsync(traceId, cancellationToken))
            {
                seen[span.SpanId] = span;
                if (complete([.. seen.Values]))
                {
                    return [.. seen.Values];
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Told below, with what did arrive.
        }

        throw new TimeoutException(
            $"Trace {traceId} is not complete in the dashboard. It holds: {string.Join(", ", seen.Values.Select(span => $"{span.Service}/{span.Name}"))}");
    }

    /// <summary>Asks for spans of every trace until <paramref name="complete"/> is satisfied; the last ones seen when the token ends first.</summary>
    /// <param name="name">The beginning of the spans' names.</param>
    /// <param name="complete">Whether all are there.</param>
    /// <param name="cancellationToken">Bounds the wait.</param>
    /// <returns>The spans.</returns>
    public async Task<IReadOnlyList<DashboardSpan>> WaitForSpansAsync(
        string name, Func<IReadOnlyList<DashboardSpan>, bool> complete, CancellationToken cancellationToken)
    {
        var query = $"/api/telemetry/spans?search={Uri.EscapeDataString(name)}&limit=1000000";
        while (true)
        {
            var text = await _client.GetStringAsync(query, cancellationToken);
            var spans = Read(text).Select(span => span.Span).Where(span => span.Name.StartsWith(name, StringComparison.Ordinal)).ToList();
            if (complete(spans))
            {
                return spans;
            }

            try
            {
                // The dashboard tells of news only span by span; asking again is cheaper for thousands.
                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return spans;
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private async IAsyncEnumerable<DashboardSpan> FollowAsync(
        string traceId, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var response = await _client.GetAsync(
            $"/api/telemetry/spans?follow=true&traceId={traceId}", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        response.EnsureSuccessStatusCode();
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(cancellationToken));
        while (await reader.ReadLineAsync(cancellationToken) is { } line)
        {
            foreach (var span in Read(line).Where(span => span.TraceId == traceId))
            {
                yield return span.Span;
            }
        }
    }

    private static IEnumerable<(string TraceId, DashboardSpan Span)> Read(string line)
    {
        var export = JsonNode.Parse(line)!;
        foreach (var resource in Items(export["data"] ?? export, "resourceSpans"))
        {
            var service = Attributes(resource["resource"]).GetValueOrDefault("service.name", "");
            foreach (var scope in Items(resource, "scopeSpans"))
            {
                foreach (var span in Items(scope, "spans"))
                {
                    yield return (Text(span["traceId"]), ReadSpan(service, Text(scope["scope"]?["name"]), span));
                }
            }
        }
    }

    private static DashboardSpan ReadSpan(string service, string source, JsonNode span) => new(
        service,
        source,
        Text(span["name"]),
        Text(span["spanId"]),
        Text(span["parentSpanId"]),
        Attributes(span),
        [.. Items(span, "events").Select(item => Text(item["name"]))],
        TimeSpan.FromTicks((Nanoseconds(span["endTimeUnixNano"]) - Nanoseconds(span["startTimeUnixNano"])) / TimeSpan.NanosecondsPerTick));

    private static Dictionary<string, string> Attributes(JsonNode? holder) =>
        Items(holder, "attributes").ToDictionary(item => Text(item["key"]), item => Text(item["value"]?["stringValue"]));

    private static IEnumerable<JsonNode> Items(JsonNode? holder, string member) => (holder?[member] as JsonArray ?? []).OfType<JsonNode>();

    private static string Text(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node?.ToJsonString() ?? "";

    private static long Nanoseconds(JsonNode? node) => long.Parse(Text(node), CultureInfo.InvariantCulture);
}
