using System.Net;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Forwarding;

public sealed class FailureTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chat/completions", "data: {\"error\":{")]
    [InlineData("/v1/responses", "event: error\ndata: {\"type\":\"error\",\"code\":\"upstream_failed\"")]
    [InlineData("/v1/messages", "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"")]
    public async Task A_provider_that_dies_in_a_stream_leaves_an_error_event_and_a_broken_connection(string path, string expected)
    {
        var read = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, "data: {\"id\":\"x\"}\n\ndata: {\"cut");
            await read.Task.WaitAsync(Cancelled);
            context.Abort();
        });
        await using var gateway = GatewayServer.Before(provider);
        using var request = GatewayServer.Post(path, Wire.StreamRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);

        var (received, failure) = await ReadToFailureAsync(response, read.SetResult);

        Assert.NotNull(failure);
        Assert.StartsWith("data: {\"id\":\"x\"}\n\ndata: {\"cut\n\n" + expected, received, StringComparison.Ordinal);
        Assert.EndsWith("}\n\n", received, StringComparison.Ordinal);
        Assert.DoesNotContain("[DONE]", received, StringComparison.Ordinal);
        await gateway.WaitForCallAsync("upstream_failed");
    }

    [Fact]
    public async Task A_provider_that_dies_in_a_JSON_answer_leaves_a_broken_connection()
    {
        var read = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Wire.ChatAnswer.Length;
            await ScriptedProvider.SendAsync(context, Wire.ChatAnswer[..40]);
            await read.Task.WaitAsync(Cancelled);
            context.Abort();
        });
        await using var gateway = GatewayServer.Before(provider);
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.Request);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);

        var (received, failure) = await ReadToFailureAsync(response, read.SetResult);

        Assert.NotNull(failure);
        Assert.Equal(Wire.ChatAnswer[..40], received);
        await gateway.WaitForCallAsync("upstream_failed");
    }

    [Fact]
    public async Task A_provider_that_is_not_there_is_a_502_in_the_callers_shape()
    {
        Uri gone;
        await using (var provider = await ScriptedProvider.AnsweringAsync(""))
        {
            gone = provider.Address;
        }

        await using var gateway = GatewayServer.Start(
            [("Gateway:Providers:test:Address", gone.AbsoluteUri), ("Gateway:Providers:test:Default", "true")]);

        var (response, body) = await gateway.SendAsync("/v1/messages", Wire.AnthropicRequest);

        using (response)
        {
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
            Assert.Contains("\"type\":\"api_error\"", body, StringComparison.Ordinal);
            Assert.Contains("connect_failed", body, StringComparison.Ordinal);
            Assert.Single(response.Headers.GetValues("x-trace-id"));
            await gateway.WaitForCallAsync("connect_failed");
        }
    }

    [Fact]
    public async Task A_provider_that_dies_before_its_headers_is_a_502()
    {
        await using var provider = await ScriptedProvider.StartAsync(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
            Assert.Contains("\"code\":\"upstream_failed\"", body, StringComparison.Ordinal);
            await gateway.WaitForCallAsync("upstream_failed");
        }
    }

    [Fact]
    public async Task A_provider_without_headers_in_time_is_a_504()
    {
        var aborted = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = GatewayServer.Before(provider, ("Gateway:ResponseTimeout", "00:00:00.200"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(HttpStatusCode.GatewayTimeout, response.StatusCode);
            Assert.Contains("\"code\":\"upstream_timeout\"", body, StringComparison.Ordinal);
            await aborted.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
            await gateway.WaitForCallAsync("upstream_timeout");
        }
    }

    [Fact]
    public async Task A_provider_that_falls_silent_in_a_stream_leaves_an_error_event_and_a_broken_connection()
    {
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[0]);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = GatewayServer.Before(provider, ("Gateway:IdleTimeout", "00:00:00.200"));
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);

        var (received, failure) = await ReadToFailureAsync(response);

        Assert.NotNull(failure);
        Assert.Contains("\"code\":\"upstream_timeout\"", received, StringComparison.Ordinal);
        await gateway.WaitForCallAsync("upstream_timeout");
    }

    [Fact]
    public async Task An_error_status_of_the_provider_is_passed_on_untouched_and_its_usage_not_counted()
    {
        const string Error = """{"error":{"message":"slow down"},"model":"x","usage":{"prompt_tokens":9,"completion_tokens":9}}""";
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = "7";
            context.Response.ContentType = "application/json";
            await ScriptedProvider.SendAsync(context, Error);
        });
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal((429, "7", Error), ((int)response.StatusCode, response.Headers.RetryAfter!.ToString(), body));
            await gateway.WaitForCallAsync("upstream_status");
            Assert.Empty(gateway.Metrics.Of("llm.tokens"));
        }
    }

    [Fact]
    public async Task An_error_inside_a_stream_that_began_well_is_passed_on_and_is_the_calls_outcome()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(
            Wire.ChatEvents[1], Wire.Data("""{"error":{"type":"server_error","message":"overloaded"}}"""));
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Contains("overloaded", body, StringComparison.Ordinal);
            await gateway.WaitForCallAsync("upstream_failed");
        }
    }

    private static async Task<(string Received, Exception? Failure)> ReadToFailureAsync(HttpResponseMessage response, Action? onFirstByte = null)
    {
        var received = new MemoryStream();
        var failure = await Record.ExceptionAsync(async () =>
        {
            await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
            var first = new byte[1];
            await body.ReadExactlyAsync(first, Cancelled);
            received.Write(first);
            onFirstByte?.Invoke();
            await body.CopyToAsync(received, Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        });
        return (System.Text.Encoding.UTF8.GetString(received.ToArray()), failure);
    }
}
