using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Signals;

public sealed class SignalDelayTests
{
    [Fact]
    public async Task The_client_has_its_end_and_its_next_answer_while_the_analysis_stands_still()
    {
        var store = new GatedReportStore();
        await using var gateway = await SignalsGateway.StreamingAsync(store);
        using var spans = new SpanRecorder();

        var first = await gateway.ChatAsync(spans, Wire.StreamRequest, ("x-conversation-id", "c-1"));
        await store.Saving;
        var second = await gateway.ChatAsync(spans, Wire.StreamRequest, ("x-conversation-id", "c-2"));

        Assert.EndsWith("data: [DONE]\n\n", first, StringComparison.Ordinal);
        Assert.EndsWith("data: [DONE]\n\n", second, StringComparison.Ordinal);
        Assert.DoesNotContain(spans.Spans, static span => span.DisplayName.StartsWith("chat", StringComparison.Ordinal));
        store.Release();
        await spans.WaitForAsync("chat m-1");
    }

    [Fact]
    public async Task Calls_that_find_no_place_in_the_line_go_unanalyzed_and_are_counted()
    {
        var store = new GatedReportStore();
        await using var gateway = await SignalsGateway.StreamingAsync(store, ("Gateway:Signals:MaxWaiting", "1"));
        using var spans = new SpanRecorder();
        var calls = (2 * Environment.ProcessorCount) + 3;

        for (var call = 0; call < calls; call++)
        {
            await gateway.ChatAsync(spans, Wire.StreamRequest, ("x-conversation-id", "c-1"));
        }

        var left = await spans.WaitForAsync("chat m-1");
        Assert.Null(left.GetTagItem("signals.quality"));
        Assert.Contains("queue_full", gateway.Server.Metrics.Of("llm.signals.unanalyzed").Select(static measured => measured.Labels["reason"]));
        store.Release();
    }

    [Fact]
    public async Task What_waits_when_the_gateway_stops_is_finished()
    {
        var store = new GatedReportStore();
        using var spans = new SpanRecorder();
        await using (var gateway = await SignalsGateway.StreamingAsync(store))
        {
            await gateway.ChatAsync(spans, Wire.StreamRequest, ("x-conversation-id", "c-1"));
            await gateway.ChatAsync(spans, Wire.StreamRequest, ("x-conversation-id", "c-1"));
            await store.Saving;
            store.Release();
        }

        Assert.Equal(2, spans.Spans.Count(static span => span.GetTagItem("signals.quality") is not null));
    }
}
