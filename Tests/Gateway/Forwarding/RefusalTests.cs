using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Forwarding;

public sealed class RefusalTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("", 400, "not valid JSON")]
    [InlineData("{\"model\":\"m\",", 400, "not valid JSON")]
    [InlineData("{\"model\":\"m\"} {}", 400, "not valid JSON")]
    [InlineData("[1]", 400, "must be one JSON object")]
    [InlineData("{\"messages\":[]}", 400, "no 'model'")]
    [InlineData("{\"model\":7}", 400, "'model' must be a text")]
    [InlineData("{\"model\":\"\"}", 400, "'model' must be a text")]
    [InlineData("{\"model\":\"a\",\"model\":\"b\"}", 400, "stands twice")]
    [InlineData("{\"model\":\"a\",\"stream\":\"yes\"}", 400, "'stream' must be true or false")]
    public async Task A_bad_request_is_told_in_both_shapes_with_a_trace_id_and_does_not_reach_a_provider(string json, int status, string message)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);

        var (openAi, openAiBody) = await gateway.SendAsync("/v1/chat/completions", json);
        var (anthropic, anthropicBody) = await gateway.SendAsync("/v1/messages", json);

        using (openAi)
        using (anthropic)
        {
            Assert.Equal((status, status), ((int)openAi.StatusCode, (int)anthropic.StatusCode));
            Assert.StartsWith("{\"error\":{\"message\":\"", openAiBody, StringComparison.Ordinal);
            Assert.StartsWith("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":\"", anthropicBody, StringComparison.Ordinal);
            Assert.Contains(message, openAiBody, StringComparison.Ordinal);
            Assert.Contains(message, anthropicBody, StringComparison.Ordinal);
            Assert.Single(openAi.Headers.GetValues("x-trace-id"));
            Assert.Single(anthropic.Headers.GetValues("x-trace-id"));
            Assert.Empty(provider.TakeRequests());
        }
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData(null)]
    public async Task A_body_that_is_not_said_to_be_JSON_is_refused(string? contentType)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Wire.Request)),
        };
        request.Content.Headers.ContentType = contentType is null ? null : new MediaTypeHeaderValue(contentType);

        using var response = await gateway.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.Empty(provider.TakeRequests());
    }

    [Theory]
    [InlineData("evil.example", 403)]
    [InlineData("evil.example:5080", 403)]
    [InlineData("localhost.evil.example", 403)]
    [InlineData("localhost:5080", 200)]
    [InlineData("LOCALHOST", 200)]
    [InlineData("127.0.0.1", 200)]
    [InlineData("[::1]:80", 200)]
    [InlineData("gw.internal", 200)]
    [InlineData("a.team.internal", 200)]
    public async Task Only_this_machine_and_allowed_hosts_may_be_named_in_the_Host_header(string host, int status)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider, ("AllowedHosts", "gw.internal;*.team.internal"));
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.Request);
        request.Headers.Host = host;

        using var response = await gateway.Client.SendAsync(request, Cancelled);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Single(response.Headers.GetValues("x-trace-id"));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_a_413()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider, ("Gateway:MaxRequestBodyBytes", "2000"));
        var large = $$"""{"model":"m","messages":[{"role":"user","content":"{{new string('x', 3000)}}"}]}""";
        using var chunked = GatewayServer.Post("/v1/chat/completions", large);
        chunked.Headers.TransferEncodingChunked = true;

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", large);
        using var second = await gateway.Client.SendAsync(chunked, Cancelled);

        using (response)
        {
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            Assert.Contains("2000 bytes", body, StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.RequestEntityTooLarge, second.StatusCode);
        }
    }

    [Theory]
    [InlineData("GET", "/")]
    [InlineData("POST", "/v1/nothing")]
    [InlineData("GET", "/v1/chat/completions")]
    [InlineData("DELETE", "/favicon.ico")]
    public async Task An_unknown_path_is_a_404_in_the_OpenAI_shape_with_a_trace_id(string method, string path)
    {
        await using var gateway = GatewayServer.Start([]);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);

        using var response = await gateway.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Contains("\"code\":\"unknown_url\"", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        Assert.Single(response.Headers.GetValues("x-trace-id"));
    }

    [Fact]
    public async Task The_trace_id_is_that_of_the_callers_trace_and_the_request_id_is_echoed_or_made()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);

        var (named, _) = await gateway.SendAsync(
            "/v1/chat/completions", Wire.Request,
            ("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"), ("x-request-id", "mine-1"));
        var (unnamed, _) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        using (named)
        using (unnamed)
        {
            Assert.Equal("0af7651916cd43dd8448eb211c80319c", named.Headers.GetValues("x-trace-id").Single());
            Assert.Equal("mine-1", named.Headers.GetValues("x-request-id").Single());
            Assert.Equal(32, unnamed.Headers.GetValues("x-request-id").Single().Length);
            Assert.Contains("0af7651916cd43dd8448eb211c80319c", (await provider.NextRequestAsync()).Headers["traceparent"], StringComparison.Ordinal);
            var second = await provider.NextRequestAsync();
            Assert.Contains(unnamed.Headers.GetValues("x-trace-id").Single(), second.Headers["traceparent"], StringComparison.Ordinal);
            Assert.Equal(unnamed.Headers.GetValues("x-request-id").Single(), second.Headers["x-request-id"]);
        }
    }
}
