using System.Net;
using System.Text;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

public sealed class StreamFilterTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_answer_that_a_filter_leaves_alone_is_delivered_byte_for_byte()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.EchoAsync();
        await using var gateway = FilteredGateway.Before(provider, filter);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(string.Concat(Wire.ChatEvents), body);
            await gateway.WaitForCallAsync("completed");
            Assert.Equal("passed", Assert.Single(gateway.Metrics.Of("llm.filter.verdicts")).Labels["verdict"]);
        }
    }

    [Fact]
    public async Task A_changed_event_goes_on_instead_of_the_original()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.EchoAsync(text => text.Replace("usage", "[X]", StringComparison.Ordinal));
        await using var gateway = FilteredGateway.Before(provider, filter);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(string.Concat(Wire.ChatEvents).Replace("usage", "[X]", StringComparison.Ordinal), body);
            await gateway.WaitForCallAsync("completed");
            Assert.Equal("redacted", Assert.Single(gateway.Metrics.Of("llm.filter.verdicts")).Labels["verdict"]);
        }
    }

    [Fact]
    public async Task A_filter_gets_numbered_events_at_its_address_and_no_credential()
    {
        await using var provider = await ScriptedProvider.StreamingAsync("id: a-1\ndata: {\"x\":1}\n\n: ping\n\n", "event: e\r\ndata: 2\r\n\r\n");
        await using var filter = await ScriptedFilter.EchoAsync();
        await using var gateway = FilteredGateway.Before(provider, filter);

        var (response, body) = await gateway.SendAsync(
            "/v1/chat/completions", Wire.StreamRequest,
            ("Authorization", "Bearer k"), ("x-api-key", "k"), ("Cookie", "a=b"), ("x-anything", "k"), ("x-request-id", "r-1"),
            ("x-conversation-id", "c-1"));

        using (response)
        {
            Assert.Equal("id: a-1\ndata: {\"x\":1}\n\n: ping\n\nevent: e\r\ndata: 2\r\n\r\n", body);
            await gateway.WaitForCallAsync("completed");
            var received = Assert.Single(filter.Requests);
            Assert.Equal("/stream", received.Path);
            Assert.Equal("data: {\"x\":1}\nid: 1\n\n: ping\nid: 2\n\nevent: e\ndata: 2\nid: 3\n\n", received.Body);
            Assert.Equal(
                [
                    "Content-Type", "Host", "traceparent", "x-conversation-id", "x-original-content-type",
                    "x-original-direction", "x-original-path", "x-request-id",
                ],
                received.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
            Assert.Equal(
                ("text/event-stream", "text/event-stream", "/v1/chat/completions", "response", "r-1", "c-1"),
                (received.Headers["Content-Type"], received.Headers["x-original-content-type"], received.Headers["x-original-path"],
                    received.Headers["x-original-direction"], received.Headers["x-request-id"], received.Headers["x-conversation-id"]));
        }
    }

    [Fact]
    public async Task An_event_is_with_the_client_before_the_provider_makes_the_next()
    {
        var next = new SemaphoreSlim(0);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            foreach (var chunk in Wire.ChatEvents)
            {
                await ScriptedProvider.SendAsync(context, chunk);
                await next.WaitAsync(context.RequestAborted);
            }
        });
        await using var filter = await ScriptedFilter.EchoAsync();
        await using var gateway = FilteredGateway.Before(provider, filter);
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);

        foreach (var expected in Wire.ChatEvents)
        {
            var bytes = new byte[Encoding.UTF8.GetByteCount(expected)];
            await body.ReadExactlyAsync(bytes, Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(5), Cancelled);
            Assert.Equal(expected, Encoding.UTF8.GetString(bytes));
            next.Release();
        }

        Assert.Equal(0, await body.ReadAsync(new byte[1], Cancelled));
    }

    [Fact]
    public async Task A_JSON_answer_is_one_event_and_may_change()
    {
        const string Answer = "{\n  \"choices\": [{\"message\": {\"content\": \"Hi there\"}}]\r\n}\n";
        await using var provider = await ScriptedProvider.AnsweringAsync(Answer);
        await using var same = await ScriptedFilter.EchoAsync();
        await using var other = await ScriptedFilter.EchoAsync(text => text.Replace("Hi there", "[X]", StringComparison.Ordinal));
        await using var unchanged = FilteredGateway.Before(provider, same);
        await using var changed = FilteredGateway.Before(provider, other);

        var (first, body) = await unchanged.SendAsync("/v1/chat/completions", Wire.Request);
        var (second, redacted) = await changed.SendAsync("/v1/chat/completions", Wire.Request);

        first.Dispose();
        second.Dispose();
        Assert.Equal(Answer, body);
        Assert.Equal("{\n  \"choices\": [{\"message\": {\"content\": \"[X]\"}}]\n}\n", redacted);
        await unchanged.WaitForCallAsync("completed");
        Assert.Equal(
            "data: {\ndata:   \"choices\": [{\"message\": {\"content\": \"Hi there\"}}]\ndata: }\ndata: \nid: 1\n\n", Assert.Single(same.Requests).Body);
    }

    [Fact]
    public async Task Filters_of_both_protocols_run_in_the_order_of_the_configuration()
    {
        await using var provider = await ScriptedProvider.StreamingAsync("data: {\"a\":\"x\"}\n\n");
        await using var first = await ScriptedFilter.EchoAsync(text => text.Replace("x", "x1", StringComparison.Ordinal));
        await using var second = await ScriptedProvider.StartAsync(context => ScriptedProvider.SendAsync(
            context, ((string)context.Items[nameof(ReceivedRequest)]!).Replace("x1", "x12", StringComparison.Ordinal)));
        await using var third = await ScriptedFilter.EchoAsync(text => text.Replace("x12", "x123", StringComparison.Ordinal));
        await using var gateway = FilteredGateway.Before(
            provider,
            FilteredGateway.Output(0, "one", first.Address),
            FilteredGateway.Output(1, "two", second.Address, mode: "chunk"),
            FilteredGateway.Output(2, "three", third.Address));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        response.Dispose();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("data: {\"a\":\"x123\"}\n\n", body);
    }
}
