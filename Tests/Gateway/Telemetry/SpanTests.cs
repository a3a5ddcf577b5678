using System.Diagnostics;
using LlmAspire.Gateway.Telemetry;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Telemetry;

public sealed class SpanTests
{
    private const string Request =
        """{"model":"m-1","stream":true,"stream_options":{"include_usage":true},"temperature":0.5,"top_p":0.9,"max_completion_tokens":50,"tools":[{"type":"function","function":{"name":"weather"}}],"messages":[{"role":"user","content":"hello"}]}""";

    [Fact]
    public async Task The_chat_span_tells_what_was_asked_and_what_came()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider);
        using var spans = new SpanRecorder();

        await SendAsync(gateway, spans, Request, ("x-conversation-id", "c-7"), ("x-request-id", "r-7"));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal((ActivityKind.Client, ActivityStatusCode.Unset), (chat.Kind, chat.Status));
        var expected = new Dictionary<string, object?>
        {
            ["gen_ai.operation.name"] = "chat",
            ["gen_ai.provider.name"] = "test",
            ["gen_ai.request.model"] = "m-1",
            ["gen_ai.request.stream"] = true,
            ["gen_ai.request.temperature"] = 0.5,
            ["gen_ai.request.top_p"] = 0.9,
            ["gen_ai.request.max_tokens"] = 50L,
            ["gen_ai.response.model"] = "m-1-real",
            ["gen_ai.response.id"] = "chatcmpl-7",
            ["gen_ai.usage.input_tokens"] = 11L,
            ["gen_ai.usage.output_tokens"] = 7L,
            ["gen_ai.usage.cache_read.input_tokens"] = 4L,
            ["gen_ai.conversation.id"] = "c-7",
            ["server.address"] = "127.0.0.1",
            ["server.port"] = provider.Address.Port,
            ["peer.service"] = "test",
            ["request_id"] = "r-7",
            ["llm.model"] = "m-1-real",
            ["llm.provider"] = "test",
            ["llm.is_streaming"] = true,
            ["llm.outcome"] = "completed",
            ["llm.usage.prompt_tokens"] = 11L,
            ["llm.usage.completion_tokens"] = 7L,
            ["llm.usage.total_tokens"] = 18L,
            ["llm.usage.cached_input_tokens"] = 4L,
            ["llm.usage.reasoning_tokens"] = 0L,
            ["llm.tools"] = "weather(...)",
            ["llm.temperature"] = 0.5,
            ["llm.response_bytes"] = (long)System.Text.Encoding.UTF8.GetByteCount(string.Concat(Wire.ChatEvents)),
        };
        Assert.All(expected, attribute => Assert.Equal(attribute.Value, chat.GetTagItem(attribute.Key)));
        Assert.Equal(["tool_calls"], (string[])chat.GetTagItem("gen_ai.response.finish_reasons")!);
        Assert.InRange((double)chat.GetTagItem("llm.time_to_first_token")!, 0.001, chat.Duration.TotalMilliseconds);
        Assert.InRange((double)chat.GetTagItem("gen_ai.response.time_to_first_chunk")!, 0.000001, chat.Duration.TotalSeconds);
        Assert.Contains(chat.Events, e => e.Name == "llm.time_to_first_token");
        Assert.Null(chat.GetTagItem("error.type"));
        Assert.Equal(chat.TagObjects.Count(), chat.TagObjects.DistinctBy(tag => tag.Key).Count());
    }

    [Fact]
    public async Task The_call_is_one_trace_from_the_server_over_chat_to_the_provider()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider);
        using var spans = new SpanRecorder();

        await SendAsync(gateway, spans, Request);
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal(chat.Id, (await provider.NextRequestAsync()).Headers["traceparent"]);
        Assert.Equal(chat.ParentId, chat.Parent!.Id);
        Assert.Equal("Microsoft.AspNetCore", chat.Parent.Source.Name);
    }

    [Fact]
    public async Task A_failed_call_has_an_error_type_and_a_status()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("{\"error\":{}}", status: 503);
        await using var gateway = GatewayServer.Before(provider);
        using var spans = new SpanRecorder();

        await SendAsync(gateway, spans, Request);
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal(
            (ActivityStatusCode.Error, "503", "upstream_status"), (chat.Status, chat.GetTagItem("error.type"), chat.GetTagItem("llm.outcome")));
    }

    [Fact]
    public async Task A_filter_is_one_span_with_its_first_call_under_it_and_a_verdict_on_the_chat_span()
    {
        var filtered = new SemaphoreSlim(0);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            foreach (var chunk in Wire.ChatEvents)
            {
                await ScriptedProvider.SendAsync(context, chunk);
                await filtered.WaitAsync(context.RequestAborted);
            }
        });
        await using var filter = await ScriptedProvider.StartAsync(async context =>
        {
            await ScriptedProvider.SendAsync(context, ((string)context.Items[nameof(ReceivedRequest)]!).Replace("Grüß", "x", StringComparison.Ordinal));
            filtered.Release();
        });
        await using var gateway = GatewayServer.Before(
            provider, ("Gateway:OutputFilters:0:Name", "pii"), ("Gateway:OutputFilters:0:Address", filter.Address.AbsoluteUri),
            ("Gateway:OutputFilters:0:Mode", "chunk"));
        using var spans = new SpanRecorder();

        await SendAsync(gateway, spans, Request);
        var chat = await spans.WaitForAsync("chat m-1");
        var span = await spans.WaitForAsync("filter pii");

        var calls = filter.TakeRequests();
        Assert.Equal(chat.SpanId, span.ParentSpanId);
        Assert.Equal((calls.Count, 1), ((int)span.GetTagItem("llm.filter.calls")!, (int)span.GetTagItem("llm.filter.changed")!));
        Assert.Equal(Wire.ChatEvents.Length, calls.Count);
        var traced = Assert.Single(spans.Spans, candidate => candidate.ParentSpanId == span.SpanId && candidate.Source.Name == Names.Source);
        Assert.Contains(traced.SpanId.ToHexString() + "-01", calls[0].Headers["traceparent"], StringComparison.Ordinal);
        Assert.All(calls.Skip(1), call => Assert.Equal($"00-{spans.TraceId}-{span.SpanId}-00", call.Headers["traceparent"]));
        var verdict = Assert.Single(chat.Events, e => e.Name == "gen_ai.evaluation.result").Tags.ToDictionary();
        Assert.Equal(("pii", "redacted"), (verdict["gen_ai.evaluation.name"], verdict["gen_ai.evaluation.score.label"]));
    }

    [Fact]
    public async Task Content_is_on_the_span_only_under_the_switch_and_only_as_delivered()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedProvider.StartAsync(context =>
            ScriptedProvider.SendAsync(context, ((string)context.Items[nameof(ReceivedRequest)]!).Replace("Grüß", "[X]", StringComparison.Ordinal)));
        (string, string?)[] filters =
        [
            ("Gateway:OutputFilters:0:Name", "pii"), ("Gateway:OutputFilters:0:Address", filter.Address.AbsoluteUri),
            ("Gateway:OutputFilters:0:Mode", "chunk"),
        ];
        await using var off = GatewayServer.Before(provider, filters);
        await using var on = GatewayServer.Before(provider, [("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"), .. filters]);
        using var spansOff = new SpanRecorder();
        using var spansOn = new SpanRecorder();

        await SendAsync(off, spansOff, Request);
        await SendAsync(on, spansOn, Request);

        var without = await spansOff.WaitForAsync("chat m-1");
        var with = await spansOn.WaitForAsync("chat m-1");
        Assert.DoesNotContain(without.TagObjects, tag => tag.Key is "gen_ai.input.messages" or "gen_ai.output.messages" or "llm.user_message_preview");
        Assert.Equal("""[{"role":"user","parts":[{"type":"text","content":"hello"}]}]""", with.GetTagItem("gen_ai.input.messages"));
        Assert.Equal(
            """[{"role":"assistant","parts":[{"type":"text","content":"[X] \"usage\" \uD83D\uDE00"},{"type":"tool_call","id":"call_1","name":"weather","arguments":"{\"city\":\"Bonn\"}"}],"finish_reason":"tool_calls"}]""",
            with.GetTagItem("gen_ai.output.messages"));
        Assert.Equal("""[{"type":"function","name":"weather"}]""", with.GetTagItem("gen_ai.tool.definitions"));
        Assert.Equal("hello", with.GetTagItem("llm.user_message_preview"));
    }

    private static async Task SendAsync(GatewayServer gateway, SpanRecorder spans, string json, params (string, string)[] headers)
    {
        var (response, _) = await gateway.SendAsync("/v1/chat/completions", json, [("traceparent", spans.TraceParent), .. headers]);
        Assert.Equal(spans.TraceId, response.Headers.GetValues("x-trace-id").Single());
        response.Dispose();
    }
}
