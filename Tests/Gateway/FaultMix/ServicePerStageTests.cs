using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.FaultMix;

public sealed class ServicePerStageTests
{
    [Fact]
    public async Task Behind_the_switch_each_stage_is_a_service_of_its_own_in_the_dashboard_and_no_span_comes_twice()
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(TimeSpan.FromMinutes(2));
        await using var app = await FaultMixApp.StartAsync(deadline.Token, ("Gateway__Telemetry__ServicePerStage", "true"));
        using var request = GatewayServer.Post(
            "/v1/chat/completions", """{"model":"mock","messages":[{"role":"user","content":"hello"}]}""", ("x-conversation-id", "c-1"));

        using var response = await app.Gateway.SendAsync(request, deadline.Token);
        var traceId = response.Headers.GetValues("x-trace-id").Single();
        var spans = await app.Dashboard.WaitForTraceAsync(
            traceId,
            seen => seen.Any(span => span.Name.StartsWith("chat ", StringComparison.Ordinal)) && seen.Any(span => span.Name == "history write")
                && seen.Any(span => span.Name == "POST /v1/chat/completions"),
            deadline.Token);

        Assert.Equal(
            ["gateway", "gateway(history)", "gateway(llm)"],
            spans.Select(span => span.Service).Distinct().Order(StringComparer.Ordinal));
        Assert.All(spans.Where(span => span.Name.StartsWith("history", StringComparison.Ordinal)), span =>
            Assert.Equal(("gateway(history)", "gateway(history)"), (span.Service, span.Attributes["service.name.override"])));
        var chat = Assert.Single(await app.Dashboard.WaitForSpansAsync("chat ", _ => true, deadline.Token));
        Assert.Equal("gateway(llm)", chat.Service);
    }
}
