using System.Net;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Forwarding;

/// <summary>
/// Requests and answers with texts that are valid JSON and no Unicode: a program that cuts its texts at a length often cuts an emoji in two.
/// Whatever reads them beside the call, the call goes on.
/// </summary>
public sealed class OddRequestTests
{
    private const string Switch = "OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT";

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"m-1","messages":[{"role":"user","content":"cut \ud83d"}]}""")]
    [InlineData("/v1/chat/completions", """{"model":"m-1","messages":[{"role":"user","content":[{"type":"text","text":"\ude00 cut"}]}]}""")]
    [InlineData("/v1/chat/completions", """{"model":"m-1","messages":[{"role":"user","\ud83d":1,"content":"x"}]}""")]
    [InlineData("/v1/chat/completions", """{"model":"m-1","messages":[],"tools":[{"type":"function","function":{"name":"cut \ud83d"}}]}""")]
    [InlineData("/v1/chat/completions", """{"model":"m-1","messages":[],"tools":[{"type":"function","\ud83d":1,"function":{"name":"f"}}]}""")]
    [InlineData("/v1/chat/completions", """{"model":"m-1","stream":true,"messages":[],"stream_options":{"\ud83d":1,"include_usage":true}}""")]
    [InlineData("/v1/messages", """{"model":"m-1","max_tokens":9,"messages":[{"role":"user","content":[{"\ud83d":1,"type":"text","text":"x"}]}]}""")]
    [InlineData("/v1/responses", """{"model":"m-1","input":[{"\ud83d":1,"role":"user","content":"x"}]}""")]
    [InlineData("/v1/responses", """{"model":"m-1","input":"cut \ud83d","instructions":"\ud83d"}""")]
    [InlineData("/providers/test/api/chat", """{"\ud83d":1,"model":"m-1","messages":[{"role":"user","content":"cut \ud83d"}]}""")]
    public async Task A_request_with_half_an_emoji_goes_on_as_it_is_whoever_reads_it_beside_the_call(string path, string json)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider, (Switch, "true"), ("Gateway:Signals:Enabled", "false"));
        using var spans = new SpanRecorder();

        var (response, _) = await gateway.SendAsync(path, json, ("traceparent", spans.TraceParent), ("x-conversation-id", "c-1"));

        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(json, (await provider.NextRequestAsync()).Body);
            await spans.WaitForAsync("chat m-1");
            await gateway.WaitForCallAsync("completed");
            Assert.DoesNotContain(gateway.Log.Entries, entry => entry.Level >= LogLevel.Error);
        }
    }

    [Fact]
    public async Task Half_an_emoji_in_what_was_asked_and_answered_is_shown_as_a_replacement_character()
    {
        var answer = Wire.ChatAnswer.Replace("Hi there", """Hi \ud83d""", StringComparison.Ordinal);
        await using var provider = await ScriptedProvider.AnsweringAsync(answer);
        await using var gateway = GatewayServer.Before(provider, (Switch, "true"));
        using var spans = new SpanRecorder();

        var (response, body) = await gateway.SendAsync(
            "/v1/chat/completions", """{"model":"m-1","messages":[{"role":"user","content":"cut \ud83d"}]}""", ("traceparent", spans.TraceParent));

        response.Dispose();
        Assert.Equal(answer, body);
        var chat = await spans.WaitForAsync("chat m-1");
        Assert.Contains("cut \\uFFFD", (string)chat.GetTagItem("gen_ai.input.messages")!, StringComparison.Ordinal);
        Assert.Contains("Hi \\uFFFD", (string)chat.GetTagItem("gen_ai.output.messages")!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_hidden_usage_chunk_is_looked_for_in_events_with_half_an_emoji_too()
    {
        string[] events = [.. Wire.ChatEvents[..^2], Wire.Data("""{"choices":[],"\ud83d":1,"usage":{"prompt_tokens":11,"completion_tokens":7}}"""), Wire.ChatEvents[^1]];
        await using var provider = await ScriptedProvider.StreamingAsync(events);
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequestWithoutUsage);

        response.Dispose();
        Assert.Equal(string.Concat(Wire.ChatEvents[..^2]) + Wire.ChatEvents[^1], body);
        await gateway.WaitForCallAsync("completed");
    }
}
