using System.Net;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace LlmAspire.Tests.Gateway.Filters;

public sealed class InputFilterTests
{
    private const string Blocked = "event: filter.verdict\ndata: {\"action\":\"blocked\",\"rule\":\"blocklist\",\"count\":1}\n\n";

    [Theory]
    [InlineData("stream")]
    [InlineData("chunk")]
    public async Task The_provider_gets_what_the_filter_lets_through_and_the_gateway_acts_on_it(string mode)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var stream = await ScriptedFilter.EchoAsync(Change);
        await using var chunk = await ScriptedProvider.StartAsync(context =>
            context.Response.WriteAsync(Change((string)context.Items[nameof(ReceivedRequest)]!)));
        await using var gateway = Before(provider, mode == "stream" ? stream.Address : chunk.Address, mode);
        using var spans = new SpanRecorder();

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request, ("traceparent", spans.TraceParent));

        response.Dispose();
        Assert.Equal(string.Concat(Wire.ChatEvents), body);
        var received = await provider.NextRequestAsync();
        Assert.Equal("""{"model":"m-2","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"[X]"}]}""", received.Body);
        var chat = await spans.WaitForAsync("chat m-2");
        Assert.Equal(true, chat.GetTagItem("gen_ai.request.stream"));
        Assert.Equal("redacted", Assert.Single(chat.Events, e => e.Name == "gen_ai.evaluation.result").Tags.ToDictionary()["gen_ai.evaluation.score.label"]);
    }

    [Fact]
    public async Task A_request_that_a_filter_leaves_alone_reaches_the_provider_byte_for_byte()
    {
        const string Request = "{\r\n  \"model\": \"m-1\",\n\n  \"messages\": [ ] }\n";
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var filter = await ScriptedFilter.EchoAsync();
        await using var gateway = Before(provider, filter.Address, mode: null);

        var (response, _) = await gateway.SendAsync(
            "/v1/chat/completions", Request, ("Authorization", "Bearer k"), ("x-api-key", "k"), ("Cookie", "a=b"), ("x-request-id", "r-1"));

        response.Dispose();
        Assert.Equal(Request, (await provider.NextRequestAsync()).Body);
        var received = Assert.Single(filter.Requests);
        Assert.Equal(
            ("request", "application/json", "/v1/chat/completions", "r-1"),
            (received.Headers["x-original-direction"], received.Headers["x-original-content-type"], received.Headers["x-original-path"],
                received.Headers["x-request-id"]));
        Assert.DoesNotContain(received.Headers.Keys, name => name is "Authorization" or "x-api-key" or "Cookie");
    }

    [Theory]
    [InlineData("/v1/chat/completions", "\"code\":\"content_filter\"")]
    [InlineData("/v1/messages", "\"type\":\"invalid_request_error\"")]
    public async Task A_blocked_request_is_refused_in_the_callers_shape_and_never_leaves(string path, string shape)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var filter = await ScriptedFilter.StartAsync(talk => talk.SendAsync(Blocked));
        await using var gateway = Before(provider, filter.Address, mode: null);
        using var spans = new SpanRecorder();

        var (response, body) = await gateway.SendAsync(path, Wire.Request, ("traceparent", spans.TraceParent));

        response.Dispose();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(shape, body, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"content_filter\"", body, StringComparison.Ordinal);
        Assert.Empty(provider.TakeRequests());
        Assert.Equal("blocked", Assert.Single(gateway.Metrics.Of("llm.filter.verdicts")).Labels["verdict"]);
        var span = await spans.WaitForAsync("filter pii");
        Assert.Equal("blocklist: 1", Assert.Single(span.Events, e => e.Name == "gen_ai.evaluation.result").Tags.ToDictionary()["gen_ai.evaluation.explanation"]);
    }

    [Theory]
    [InlineData(422, HttpStatusCode.UnprocessableEntity)]
    [InlineData(403, HttpStatusCode.Forbidden)]
    [InlineData(404, HttpStatusCode.OK)]
    [InlineData(500, HttpStatusCode.OK)]
    public async Task In_chunk_mode_a_status_that_speaks_of_the_content_blocks_and_any_other_is_a_failure(int status, HttpStatusCode expected)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var filter = await ScriptedProvider.AnsweringAsync("no", status: status);
        await using var gateway = Before(provider, filter.Address, "chunk");

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        response.Dispose();
        Assert.Equal(expected, response.StatusCode);
        Assert.Contains(expected == HttpStatusCode.OK ? "Hi there" : "\"code\":\"content_filter\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("passThrough", HttpStatusCode.OK)]
    [InlineData("block", HttpStatusCode.BadGateway)]
    public async Task A_filter_that_fails_lets_the_original_request_pass_or_stops_it(string onError, HttpStatusCode expected)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var filter = await FaultyFilter.StartAsync("aborts at once");
        await using var gateway = GatewayServer.Before(provider, FilteredGateway.Output(0, "pii", filter.Address, onError, section: "InputFilters"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        response.Dispose();
        Assert.Equal(expected, response.StatusCode);
        Assert.Equal(expected == HttpStatusCode.OK ? [Wire.Request] : [], provider.TakeRequests().Select(request => request.Body));
        Assert.Equal(expected != HttpStatusCode.OK, body.Contains("\"code\":\"filter_failed\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_a_filter_makes_of_a_request_must_still_be_one()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var filter = await ScriptedFilter.EchoAsync(text => text.Replace("\"model\"", "\"modell\"", StringComparison.Ordinal));
        await using var gateway = Before(provider, filter.Address, mode: null);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        response.Dispose();
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("no 'model'", body, StringComparison.Ordinal);
    }

    private static string Change(string text) => text
        .Replace("m-1", "m-2", StringComparison.Ordinal).Replace("hello", "[X]", StringComparison.Ordinal)
        .Replace("\"messages\"", "\"stream\":true,\"stream_options\":{\"include_usage\":true},\"messages\"", StringComparison.Ordinal);

    private static GatewayServer Before(ScriptedProvider provider, Uri filter, string? mode) =>
        GatewayServer.Before(provider, FilteredGateway.Output(0, "pii", filter, mode: mode, section: "InputFilters"));
}
