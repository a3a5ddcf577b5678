using LlmAspire.Tests.Infrastructure.Otlp;

namespace LlmAspire.Tests.AppHost;

[Collection(WholeApp.Name)]
public sealed class MetricsTests(LlmAspireApp fixture)
{
    [Fact]
    public async Task A_streamed_chat_is_counted_with_its_tokens_its_duration_and_its_time_to_first_token()
    {
        const string Model = "mock-7x1";
        using var deadline = LlmAspireApp.Deadline();
        using var client = fixture.CreateGatewayClient();
        using var request = ChatRequest.Create(Model, "count me");
        using var response = await client.SendAsync(request, deadline.Token);
        response.EnsureSuccessStatusCode();
        var traceId = response.Headers.GetValues("x-trace-id").Single();

        var points = await fixture.Metrics.WaitForAsync(
            all => Of(all, "gen_ai.client.operation.duration", Model).Any() && Of(all, "llm.tokens", Model).Count() >= 2, deadline.Token);

        var request200 = Assert.Single(Of(points, "llm.upstream.requests", Model));
        Assert.Equal(("2xx", "none", 1), (request200.Labels["status_class"], request200.Labels["error_class"], request200.Sum));
        Assert.Equal(["completion", "prompt"], Of(points, "llm.tokens", Model).Select(point => point.Labels["kind"]).Order());
        Assert.Equal(1, Assert.Single(Of(points, "llm.time_to_first_token", Model)).Count);
        var duration = Assert.Single(Of(points, "gen_ai.client.operation.duration", Model));
        Assert.Equal(("s", 0.01, 81.92), (duration.Unit, duration.Bounds[0], duration.Bounds[^1]));
        Assert.Contains(traceId, duration.ExemplarTraceIds);
    }

    private static IEnumerable<MetricPoint> Of(IEnumerable<MetricPoint> points, string metric, string model) => points.Where(point =>
        point.Service == "gateway" && point.Metric == metric
        && (point.Labels.GetValueOrDefault("model") == model || point.Labels.GetValueOrDefault("gen_ai.request.model") == model));
}
