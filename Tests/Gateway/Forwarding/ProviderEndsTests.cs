using System.Net;
using System.Text;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Forwarding;

/// <summary>The ways in which a provider's answer can end, and what the client and the records say of each.</summary>
public sealed class ProviderEndsTests
{
    private const string Sse = "text/event-stream";
    private const string Gemini = """{"candidates":[{"content":{"parts":[{"text":"hi"}]}}],"modelVersion":"g-1","responseId":"r-1"}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chat/completions", nameof(RawProvider.Ending.Reset))]
    [InlineData("/v1/chat/completions", nameof(RawProvider.Ending.Close))]
    [InlineData("/v1/chat/completions", nameof(RawProvider.Ending.Silence))]
    [InlineData("/v1/responses", nameof(RawProvider.Ending.Reset))]
    [InlineData("/v1/messages", nameof(RawProvider.Ending.Reset))]
    [InlineData("/v1/messages", nameof(RawProvider.Ending.Silence))]
    public async Task A_provider_that_fails_behind_its_last_event_has_completed_its_answer(string path, string ending)
    {
        var body = string.Concat(EventsOf(path));
        await using var provider = new RawProvider(RawProvider.Chunked(Sse, body), Enum.Parse<RawProvider.Ending>(ending));
        await using var gateway = Before(provider);

        var (status, received, failure) = await CallAsync(gateway, provider, path, Wire.StreamRequest, body);

        Assert.Equal((HttpStatusCode.OK, body, null), (status, received, failure));
        await AssertOneAsync(gateway, "completed");
    }

    [Theory]
    [InlineData("/v1/chat/completions", nameof(RawProvider.Ending.Reset))]
    [InlineData("/v1/messages", nameof(RawProvider.Ending.Close))]
    public async Task A_provider_that_fails_before_its_last_event_has_not(string path, string ending)
    {
        var body = string.Concat(EventsOf(path)[..^1]);
        await using var provider = new RawProvider(RawProvider.Chunked(Sse, body), Enum.Parse<RawProvider.Ending>(ending));
        await using var gateway = Before(provider);

        var (_, received, failure) = await CallAsync(gateway, provider, path, Wire.StreamRequest, body);

        Assert.NotNull(failure);
        Assert.StartsWith(body, received, StringComparison.Ordinal);
        Assert.Contains("upstream_failed", received, StringComparison.Ordinal);
        await AssertOneAsync(gateway, "upstream_failed");
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/responses")]
    [InlineData("/v1/messages")]
    public async Task A_stream_that_ends_in_order_when_it_has_only_begun_is_broken_off(string path)
    {
        var body = EventsOf(path)[0];
        await using var provider = new RawProvider(RawProvider.Ended(Sse, body), RawProvider.Ending.Close);
        await using var gateway = Before(provider);

        var (_, received, failure) = await CallAsync(gateway, provider, path, Wire.StreamRequest, body);

        Assert.NotNull(failure);
        Assert.Contains("upstream_failed", received, StringComparison.Ordinal);
        await AssertOneAsync(gateway, "upstream_failed");
    }

    [Theory]
    [InlineData("/providers/test/v1/chat/completions", null, "\"code\":\"upstream_failed\"")]
    [InlineData("/providers/test/v1/messages", null, "event: error\ndata: {\"type\":\"error\"")]
    [InlineData("/providers/test/v1beta/models/g-1:streamGenerateContent?alt=sse", Gemini, "\"status\":\"UNAVAILABLE\"")]
    public async Task A_stream_over_a_providers_own_path_that_ends_in_its_middle_is_broken_off_in_its_dialect(string path, string? document, string error)
    {
        var body = document is null ? string.Concat(EventsOf(path)[..4]) : Wire.Data(document);
        await using var provider = new RawProvider(RawProvider.Ended(Sse, body), RawProvider.Ending.Close);
        await using var gateway = Before(provider);

        var (_, received, failure) = await CallAsync(gateway, provider, path, Wire.StreamRequest, body);

        Assert.NotNull(failure);
        Assert.StartsWith(body, received, StringComparison.Ordinal);
        Assert.Contains(error, received[body.Length..], StringComparison.Ordinal);
        await AssertOneAsync(gateway, "upstream_failed");
    }

    [Theory]
    [InlineData("application/json", Wire.Request)]
    [InlineData(Sse, Wire.StreamRequest)]
    public async Task An_answer_without_a_byte_is_a_502(string contentType, string request)
    {
        await using var provider = new RawProvider(RawProvider.Ended(contentType, ""), RawProvider.Ending.Close);
        await using var gateway = Before(provider);

        var (status, received, failure) = await CallAsync(gateway, provider, "/v1/chat/completions", request, "");

        Assert.Equal((HttpStatusCode.BadGateway, null), (status, failure));
        Assert.Contains("upstream_failed", received, StringComparison.Ordinal);
        await AssertOneAsync(gateway, "upstream_failed");
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/messages")]
    public async Task A_stream_that_ends_in_order_with_nothing_but_comments_is_broken_off(string path)
    {
        const string Body = ": PROCESSING\n\n: PROCESSING\n\n";
        await using var provider = new RawProvider(RawProvider.Ended(Sse, Body), RawProvider.Ending.Close);
        await using var gateway = Before(provider);

        var (_, received, failure) = await CallAsync(gateway, provider, path, Wire.StreamRequest, Body);

        Assert.NotNull(failure);
        Assert.StartsWith(Body, received, StringComparison.Ordinal);
        Assert.Contains("upstream_failed", received, StringComparison.Ordinal);
        await AssertOneAsync(gateway, "upstream_failed");
    }

    [Fact]
    public async Task A_stream_whose_length_is_known_still_has_room_for_the_error_event_when_it_ends_in_its_middle()
    {
        var body = string.Concat(Wire.ChatEvents[..3]);
        var head = $"HTTP/1.1 200 OK\r\nContent-Type: {Sse}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n\r\n";
        await using var provider = new RawProvider(head + body, RawProvider.Ending.Close);
        await using var gateway = Before(provider);

        var (status, received, failure) = await CallAsync(gateway, provider, "/v1/chat/completions", Wire.StreamRequest, body);

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.NotNull(failure);
        Assert.StartsWith(body, received, StringComparison.Ordinal);
        Assert.Contains("upstream_failed", received, StringComparison.Ordinal);
        await AssertOneAsync(gateway, "upstream_failed");
    }

    [Theory]
    [InlineData("/v1/chat/completions", "text/plain", "data: {\"id\":\"x\"}\n\n")]
    [InlineData("/providers/test/api/chat", "application/x-ndjson", "{\"model\":\"m-1\",\"message\":{\"content\":\"Hi\"},\"done\":false}\n")]
    public async Task What_came_before_a_provider_died_reaches_the_client_also_where_no_error_event_can_follow(string path, string type, string body)
    {
        await using var provider = new RawProvider(RawProvider.Chunked(type, body), RawProvider.Ending.Close);
        await using var gateway = Before(provider);
        provider.End();

        var (status, received, failure) = await CallAsync(gateway, provider, path, Wire.StreamRequest, body);

        Assert.Equal((HttpStatusCode.OK, body), (status, received));
        Assert.NotNull(failure);
        await AssertOneAsync(gateway, "upstream_failed");
    }

    [Fact]
    public async Task A_JSON_answer_that_is_not_whole_reaches_the_client_as_it_came_and_counts_as_failed()
    {
        await using var provider = new RawProvider(RawProvider.Ended("application/json", Wire.ChatAnswer[..60]), RawProvider.Ending.Close);
        await using var gateway = Before(provider);

        var (status, received, failure) = await CallAsync(gateway, provider, "/v1/chat/completions", Wire.Request, Wire.ChatAnswer[..60]);

        Assert.Equal((HttpStatusCode.OK, Wire.ChatAnswer[..60], null), (status, received, failure));
        await AssertOneAsync(gateway, "upstream_failed");
    }

    [Fact]
    public async Task An_error_that_Gemini_puts_in_no_event_is_the_calls_outcome()
    {
        const string Error = "{\n  \"error\": {\n    \"code\": 503,\n    \"message\": \"busy\",\n    \"status\": \"UNAVAILABLE\"\n  }\n}\n";
        await using var provider = new RawProvider(RawProvider.Ended(Sse, Wire.Data(Gemini) + Error), RawProvider.Ending.Close);
        await using var gateway = Before(provider);

        var (_, received, failure) = await CallAsync(gateway, provider, "/providers/test/v1beta/models/g-1:streamGenerateContent?alt=sse", "{}", Wire.Data(Gemini) + Error);

        Assert.Equal((Wire.Data(Gemini) + Error, null), (received, failure));
        await AssertOneAsync(gateway, "upstream_failed");
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\n")]
    [InlineData("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\nHTTP/1.0 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\n\r\n")]
    public async Task A_stream_that_ends_with_its_connection_is_whole_when_its_last_event_came(string head)
    {
        var body = string.Concat(Wire.ChatEvents);
        await using var provider = new RawProvider(head + body, RawProvider.Ending.Close);
        await using var gateway = Before(provider);

        var (_, received, failure) = await CallAsync(gateway, provider, "/v1/chat/completions", Wire.StreamRequest, body);

        Assert.Equal((body, null), (received, failure));
        await AssertOneAsync(gateway, "completed");
    }

    private static string[] EventsOf(string path) => path.EndsWith("/messages", StringComparison.Ordinal) ? Wire.AnthropicEvents
        : path.EndsWith("/responses", StringComparison.Ordinal) ? Wire.ResponsesEvents
        : Wire.ChatEvents;

    private static GatewayServer Before(RawProvider provider) => GatewayServer.Start(
    [
        ("Gateway:Providers:test:Address", provider.Address.AbsoluteUri), ("Gateway:Providers:test:Default", "true"),
        ("Gateway:IdleTimeout", "00:00:00.300"),
    ]);

    /// <summary>The provider's connection ends only when the client has got everything before: a reset destroys what is on its way.</summary>
    private static async Task<(HttpStatusCode Status, string Received, Exception? Failure)> CallAsync(
        GatewayServer gateway, RawProvider provider, string path, string json, string body)
    {
        if (body.Length == 0)
        {
            provider.End();
        }

        using var request = GatewayServer.Post(path, json);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var received = new MemoryStream();
        var failure = await Record.ExceptionAsync(async () =>
        {
            await using var stream = await response.Content.ReadAsStreamAsync(Cancelled);
            var first = new byte[Encoding.UTF8.GetByteCount(body)];
            await stream.ReadExactlyAsync(first, Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
            received.Write(first);
            provider.End();
            await stream.CopyToAsync(received, Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        });
        return (response.StatusCode, Encoding.UTF8.GetString(received.ToArray()), failure);
    }

    private static async Task AssertOneAsync(GatewayServer gateway, string outcome)
    {
        await gateway.WaitForCallAsync(outcome);
        Assert.Single(gateway.Metrics.Of("llm.upstream.requests"));
        var duration = Assert.Single(gateway.Metrics.Of("gen_ai.client.operation.duration"));
        Assert.Equal(outcome == "completed" ? null : outcome, duration.Labels.GetValueOrDefault("error.type"));
    }
}
