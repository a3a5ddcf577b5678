using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using LlmAspire.Tests.Infrastructure;
using LlmAspire.Tests.Infrastructure.Dashboard;
using LlmAspire.Tests.Infrastructure.Otlp;

namespace LlmAspire.Tests.Gateway.FaultMix;

/// <summary>
/// Many calls through every fault at once: what the real dashboard, the metrics and the mock say of each must agree with what was done to
/// it. <c>TEST_SCALE=full</c> makes it 10,000 calls.
/// </summary>
public sealed class FaultMixTests
{
    private const int CallsPerSecond = 300;

    /// <summary>Calls in progress that keep the machine busy; those that only wait for a silence to be over do not count.</summary>
    private const int Abreast = 100;

    private static readonly int Calls = TestScale.IsFull ? 10_000 : 360;

    [Fact]
    public async Task Every_call_of_a_mix_of_faults_has_one_span_and_one_outcome_that_all_records_agree_on()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(TestScale.IsFull ? 5 : 2));
        await using var app = await FaultMixApp.StartAsync(deadline.Token);
        var calls = Enumerable.Range(0, Calls).Select(number => new FaultCall(number)).ToArray();

        Assert.Empty(await MakeAsync(app, calls, deadline.Token));

        var points = await app.Metrics.WaitForAsync(all => Sum(all, "llm.upstream.requests") >= calls.Length, deadline.Token);
        var spans = await app.Dashboard.WaitForSpansAsync("chat ", spans => spans.Count >= calls.Length, deadline.Token);
        AssertSpans(calls, spans);
        AssertMetrics(spans, points);
        AssertMock(calls, await MockCallsAsync(app, deadline.Token), app.Broken.RequestIds);
    }

    private static async Task<IReadOnlyCollection<string>> MakeAsync(FaultMixApp app, FaultCall[] calls, CancellationToken cancellationToken)
    {
        await using var feed = await MockFeed.OpenAsync(app.Mock, cancellationToken);
        var client = new FaultClient(app.Gateway, feed);
        var wrong = new ConcurrentQueue<string>();
        using var room = new SemaphoreSlim(Abreast);
        var running = new List<Task>();
        using var second = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        foreach (var some in calls.Chunk(CallsPerSecond / 10))
        {
            foreach (var call in some)
            {
                await room.WaitAsync(cancellationToken);
                running.Add(MakeAsync(client, call, room, wrong, cancellationToken));
            }

            await second.WaitForNextTickAsync(cancellationToken);
        }

        await Task.WhenAll(running);
        return wrong;
    }

    private static async Task MakeAsync(
        FaultClient client, FaultCall call, SemaphoreSlim room, ConcurrentQueue<string> wrong, CancellationToken cancellationToken)
    {
        var waits = call.Kind is FaultKind.Stall or FaultKind.StallBeforeHeaders;
        if (waits)
        {
            room.Release();
        }

        try
        {
            if (await client.CallAsync(call, cancellationToken) is { } problem)
            {
                wrong.Enqueue(problem);
            }
        }
        finally
        {
            if (!waits)
            {
                room.Release();
            }
        }
    }

    private static void AssertSpans(FaultCall[] calls, IReadOnlyList<DashboardSpan> spans)
    {
        var byId = spans.ToLookup(span => span.Attributes["request_id"]);
        Assert.Empty(calls.Where(call => byId[call.RequestId].Count() != 1).Select(call => $"{call.RequestId}: {byId[call.RequestId].Count()} spans"));
        Assert.Equal(calls.Length, spans.Count);
        Assert.Empty(calls
            .Select(call => (call, Outcome: byId[call.RequestId].Single().Attributes["llm.outcome"]))
            .Where(found => !found.call.Outcomes.Contains(found.Outcome))
            .Select(found => $"{found.call.RequestId} {found.call.Path}: {found.Outcome}"));
    }

    private static void AssertMetrics(IReadOnlyList<DashboardSpan> spans, IReadOnlyList<MetricPoint> points)
    {
        Assert.Equal(
            spans.CountBy(span => ErrorClass(span.Attributes["llm.outcome"])).OrderBy(count => count.Key).Select(count => (count.Key, (double)count.Value)),
            points.Where(point => point.Metric == "llm.upstream.requests").GroupBy(point => point.Labels["error_class"])
                .OrderBy(group => group.Key).Select(group => (group.Key, group.Sum(point => point.Sum))));
        foreach (var histogram in (string[])["llm.upstream.duration", "gen_ai.client.operation.duration"])
        {
            Assert.Equal(spans.Count, points.Where(point => point.Metric == histogram).Sum(point => point.Count));
        }

        Assert.Equal(Sum(spans, "llm.usage.prompt_tokens"), Sum(points, "llm.tokens", ("kind", "prompt")));
        Assert.Equal(Sum(spans, "llm.usage.completion_tokens"), Sum(points, "llm.tokens", ("kind", "completion")));
        Assert.Equal(0, Sum(points, "llm.streams.active"));
    }

    private static void AssertMock(FaultCall[] calls, IReadOnlyList<JsonNode> seen, IReadOnlyCollection<string> broken)
    {
        var byId = seen.ToLookup(call => (string)call["headers"]!["x-request-id"]!);
        Assert.Empty(calls.Where(call => byId[call.RequestId].Count() != (call.MockEnds is null ? 0 : 1)).Select(call => call.RequestId));
        Assert.Empty(calls
            .Where(call => call.MockEnds is { } ends && !ends.Contains((string)byId[call.RequestId].Single()["end"]!))
            .Select(call => $"{call.RequestId}: {byId[call.RequestId].Single()["end"]}"));
        Assert.Equal(
            calls.Where(call => call.Kind is FaultKind.DeathBeforeHeaders or FaultKind.NoHttp).Select(call => call.RequestId).Order(), broken.Order());
    }

    private static async Task<IReadOnlyList<JsonNode>> MockCallsAsync(FaultMixApp app, CancellationToken cancellationToken) =>
        [.. JsonNode.Parse(await app.Mock.GetStringAsync("/mock/calls", cancellationToken))!.AsArray().Select(call => call!)];

    private static string ErrorClass(string outcome) => outcome switch
    {
        "connect_failed" => "connect",
        "upstream_timeout" => "timeout",
        "upstream_failed" => "stream",
        "client_gone" => "other",
        _ => "none",
    };

    private static double Sum(IEnumerable<DashboardSpan> spans, string attribute) => spans.Sum(span =>
        double.Parse(span.Attributes.GetValueOrDefault(attribute, "0"), System.Globalization.CultureInfo.InvariantCulture));

    private static double Sum(IEnumerable<MetricPoint> points, string metric, params (string Name, string Value)[] labels) => points
        .Where(point => point.Metric == metric && labels.All(label => point.Labels.GetValueOrDefault(label.Name) == label.Value))
        .Sum(point => point.Sum);
}
