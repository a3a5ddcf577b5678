using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Signals;

public sealed class SignalDialectTests
{
    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"m-1","messages":[{"role":"user","content":[{"type":"text","text":"You misread me"}]}]}""")]
    [InlineData("/v1/responses", """{"model":"m-1","input":"You misread me"}""")]
    [InlineData("/v1/responses", """{"model":"m-1","input":[{"role":"user","content":[{"type":"input_text","text":"You misread me"}]}]}""")]
    [InlineData("/v1/messages", """{"model":"m-1","max_tokens":9,"system":"x","messages":[{"role":"user","content":"You misread me"}]}""")]
    public async Task Conversations_of_every_dialect_are_analyzed(string path, string request)
    {
        var events = path.EndsWith("responses", StringComparison.Ordinal) ? Wire.ResponsesEvents
            : path.EndsWith("messages", StringComparison.Ordinal) ? Wire.AnthropicEvents
            : Wire.ChatEvents;
        await using var provider = await ScriptedProvider.StreamingAsync(events);
        await using var gateway = SignalsGateway.Before(provider);
        using var spans = new SpanRecorder();

        await gateway.Server.SendAsync(path, request, ("traceparent", spans.TraceParent));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal(1L, chat.GetTagItem("signals.interaction.misalignment.count"));
    }

    [Theory]
    [InlineData("/v1/completions", """{"model":"m-1","prompt":"You misread me"}""", "text_completion m-1")]
    [InlineData("/v1/embeddings", """{"model":"m-1","input":"You misread me"}""", "embeddings m-1")]
    public async Task What_is_no_conversation_is_not_analyzed(string path, string request, string name)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("{}");
        await using var gateway = SignalsGateway.Before(provider);
        using var spans = new SpanRecorder();

        await gateway.Server.SendAsync(path, request, ("traceparent", spans.TraceParent));
        var span = await spans.WaitForAsync(name);

        Assert.Null(span.GetTagItem("signals.quality"));
    }

    [Fact]
    public async Task An_answer_that_broke_off_is_analyzed_as_far_as_it_came()
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[0]);
            await arrived.Task;
            context.Abort();
        });
        await using var gateway = SignalsGateway.Before(provider);
        using var spans = new SpanRecorder();
        var asked = Wire.StreamRequest.Replace("hello", "You misread me", StringComparison.Ordinal);
        using var request = GatewayServer.Post("/v1/chat/completions", asked, ("traceparent", spans.TraceParent));
        using var response = await gateway.Server.Client.SendAsync(
            request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        await using var body = await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken);
        await body.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);

        arrived.SetResult();
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal(("upstream_failed", 1L), (chat.GetTagItem("llm.outcome"), chat.GetTagItem("signals.interaction.misalignment.count")));
    }
}
