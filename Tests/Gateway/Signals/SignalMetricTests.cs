using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Signals;

public sealed class SignalMetricTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Each_signal_of_a_conversation_is_counted_once_whoever_keeps_the_history(bool kept)
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        var history = new List<string>();

        foreach (var text in (string[])[SignalsGateway.Bad, "What is the weather like?", "That was wrong"])
        {
            using var spans = new SpanRecorder();
            history.Add(SignalsGateway.User(text));
            await gateway.ChatAsync(
                spans, SignalsGateway.Request(kept ? [history[^1]] : [.. history]), kept ? [("x-conversation-id", "c-1")] : []);
            await spans.WaitForAsync("chat m-1");
            history.Add(SignalsGateway.Assistant("Sorry."));
        }

        Assert.Equal(
            [
                ("interaction.misalignment.correction", 1d), ("interaction.disengagement.escalation", 1d),
                ("interaction.disengagement.negative_stance", 1d), ("interaction.misalignment.correction", 1d),
            ],
            gateway.Server.Metrics.Of("llm.signals").Select(static measured => (measured.Labels["type"], measured.Value)));
        Assert.Equal(["severe"], gateway.Server.Metrics.Of("llm.conversation.quality").Select(static measured => measured.Labels["quality"]));
    }

    [Fact]
    public async Task A_conversation_that_is_too_long_is_left_out_and_counted()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.", ("Gateway:Signals:MaxConversationBytes", "2000"));
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User(new string('x', 2000))));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Null(chat.GetTagItem("signals.quality"));
        Assert.Equal(["too_large"], gateway.Server.Metrics.Of("llm.signals.unanalyzed").Select(static measured => measured.Labels["reason"]));
    }

    [Fact]
    public async Task Messages_that_cannot_be_read_cost_the_analysis_and_nothing_else()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, """{"model":"m-1","messages":[{"role":"user","content":"\ud800"}]}""");
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal("completed", chat.GetTagItem("llm.outcome"));
        Assert.Equal(["unreadable"], gateway.Server.Metrics.Of("llm.signals.unanalyzed").Select(static measured => measured.Labels["reason"]));
    }

    [Fact]
    public async Task A_call_that_the_provider_refused_is_not_analyzed()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("""{"error":{"message":"no"}}""", status: 429);
        await using var gateway = SignalsGateway.Before(provider);
        using var spans = new SpanRecorder();

        await gateway.Server.SendAsync(
            "/v1/chat/completions", SignalsGateway.Request(SignalsGateway.User(SignalsGateway.Bad)), ("traceparent", spans.TraceParent));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Null(chat.GetTagItem("signals.quality"));
    }
}
