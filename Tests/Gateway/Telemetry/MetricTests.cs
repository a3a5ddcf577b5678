using LlmAspire.Gateway.Telemetry;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Telemetry;

public sealed class MetricTests
{
    [Fact]
    public async Task A_streamed_call_is_measured_once_under_every_name_that_it_feeds()
    {
        var firstEvent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            foreach (var chunk in Wire.ChatEvents)
            {
                await ScriptedProvider.SendAsync(context, chunk);

                // So that at least one event does not arrive together with the one before.
                await firstEvent.Task.WaitAsync(context.RequestAborted);
            }
        });
        await using var gateway = GatewayServer.Before(provider);

        var cancelled = TestContext.Current.CancellationToken;
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancelled);
        await using var body = await response.Content.ReadAsStreamAsync(cancelled);
        await body.ReadExactlyAsync(new byte[1], cancelled);
        firstEvent.SetResult();
        await body.CopyToAsync(Stream.Null, cancelled);
        await gateway.WaitForCallAsync("completed");

        foreach (var name in (string[])
            [
                "gen_ai.client.operation.duration", "gen_ai.client.operation.time_to_first_chunk", "llm.upstream.duration",
                "llm.time_to_first_token", "llm.delivered.time_to_first_token", "llm.gateway.overhead",
            ])
        {
            Assert.InRange(Assert.Single(gateway.Metrics.Of(name)).Value, 0.000001, 10);
        }

        var requests = Assert.Single(gateway.Metrics.Of("llm.upstream.requests"));
        Assert.Equal(
            ("test", "m-1-real", "2xx", "none"),
            (requests.Labels["provider"], requests.Labels["model"], requests.Labels["status_class"], requests.Labels["error_class"]));
        Assert.Equal(
            [("prompt", 11), ("completion", 7), ("cache_read", 4)],
            gateway.Metrics.Of("llm.tokens").Select(tokens => (tokens.Labels["kind"], tokens.Value)));
        Assert.Equal(
            [("input", 11), ("output", 7)],
            gateway.Metrics.Of("gen_ai.client.token.usage").Select(tokens => (tokens.Labels["gen_ai.token.type"], tokens.Value)));
        var gaps = gateway.Metrics.Of("gen_ai.client.operation.time_per_output_chunk");
        Assert.InRange(gaps.Count, 1, Wire.ChatEvents.Length - 1);
        Assert.All(gaps, gap => Assert.Equal(("chat", "m-1-real"), (gap.Labels["gen_ai.operation.name"], gap.Labels["gen_ai.response.model"])));
        Assert.Equal([1, -1], gateway.Metrics.Of("llm.streams.active").Select(active => active.Value));
        Assert.Empty(gateway.Metrics.Of("llm.tokens.usage_missing"));
    }

    [Fact]
    public async Task An_answer_without_usage_is_counted_as_such_and_a_JSON_answer_has_no_time_to_first_token()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("{\"ok\":true}");
        await using var gateway = GatewayServer.Before(provider);

        await SendAsync(gateway, Wire.Request);

        Assert.Single(gateway.Metrics.Of("llm.tokens.usage_missing"));
        Assert.Empty(gateway.Metrics.Of("llm.time_to_first_token"));
        Assert.Empty(gateway.Metrics.Of("llm.tokens"));
    }

    [Fact]
    public void A_client_cannot_mint_labels_beyond_the_cap()
    {
        var cap = new LabelCap(["configured"]);

        var labels = Enumerable.Range(0, 1000).Select(i => cap.Of("invented-" + i)).ToHashSet();

        Assert.Equal(LabelCap.Capacity + 1, labels.Count);
        Assert.Equal(("configured", "other", "invented-3"), (cap.Of("configured"), cap.Of("invented-999"), cap.Of("invented-3")));
    }

    private static async Task SendAsync(GatewayServer gateway, string json)
    {
        var (response, _) = await gateway.SendAsync("/v1/chat/completions", json);
        response.Dispose();
        await gateway.WaitForCallAsync("completed");
    }
}
