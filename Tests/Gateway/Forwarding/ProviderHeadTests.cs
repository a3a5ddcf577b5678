using System.Net;
using System.Net.Sockets;
using System.Text;
using LlmAspire.Gateway.Forwarding;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Forwarding;

/// <summary>Heads of requests and answers that are rare: what can be passed on is, and what cannot is the provider's failure.</summary>
public sealed class ProviderHeadTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_header_that_is_not_ASCII_reaches_the_client_byte_by_byte()
    {
        await using var provider = new RawProvider(
            $"HTTP/1.1 200 OK\r\nx-organization: Grün\r\nContent-Type: application/json\r\nContent-Length: {Wire.ChatAnswer.Length}\r\n\r\n{Wire.ChatAnswer}",
            RawProvider.Ending.Close);
        await using var gateway = Before(provider.Address);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        using (response)
        {
            Assert.Equal((HttpStatusCode.OK, Wire.ChatAnswer), (response.StatusCode, body));
            var received = Encoding.Latin1.GetBytes(response.Headers.GetValues("x-organization").Single());
            Assert.Equal("Grün", Encoding.UTF8.GetString(received));
            await gateway.WaitForCallAsync("completed");
        }
    }

    [Fact]
    public async Task A_header_that_is_not_ASCII_reaches_the_provider()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);
        using var handler = new SocketsHttpHandler { RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8 };
        using var client = new HttpClient(handler) { BaseAddress = gateway.BaseAddress };
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.Request, ("x-title", "Café"));

        using var response = await client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Café", (await provider.NextRequestAsync()).Headers["x-title"]);
        await gateway.WaitForCallAsync("completed");
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nx-bad: a\u0001b\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 205 Reset Content\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: other\r\n\r\n")]
    public async Task An_answer_that_cannot_be_passed_on_is_the_providers_failure_and_not_the_gateways(string answer)
    {
        await using var provider = new RawProvider(answer, RawProvider.Ending.Silence);
        await using var gateway = Before(provider.Address);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
            Assert.Contains("\"code\":\"upstream_failed\"", body, StringComparison.Ordinal);
            await gateway.WaitForCallAsync("upstream_failed");
            Assert.DoesNotContain(gateway.Log.Entries, entry => entry.Level >= LogLevel.Error);
        }
    }

    [Fact]
    public async Task A_length_that_an_answer_without_content_must_not_have_is_left_out()
    {
        await using var provider = new RawProvider("HTTP/1.1 204 No Content\r\nContent-Length: 5\r\n\r\n", RawProvider.Ending.Silence);
        await using var gateway = Before(provider.Address);

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        using (response)
        {
            Assert.Equal(HttpStatusCode.NoContent, response.StatusCode);
            Assert.DoesNotContain(gateway.Log.Entries, entry => entry.Level >= LogLevel.Error);
        }
    }

    [Fact]
    public async Task An_error_status_with_an_empty_event_stream_is_passed_on_as_it_is()
    {
        await using var provider = new RawProvider(
            "HTTP/1.1 429 Too Many Requests\r\nContent-Type: text/event-stream\r\nContent-Length: 0\r\nRetry-After: 7\r\n\r\n", RawProvider.Ending.Silence);
        await using var gateway = Before(provider.Address);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "", "7"), (response.StatusCode, body, response.Headers.RetryAfter?.ToString()));
            await gateway.WaitForCallAsync("upstream_status");
        }
    }

    [Fact]
    public async Task A_provider_that_takes_too_long_to_connect_to_could_not_be_reached()
    {
        // It takes the connection and never says a word of TLS.
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var gateway = Before(new Uri($"https://{listener.LocalEndpoint}"));
        gateway.Services.GetRequiredService<ProviderConnections>().Handler.ConnectTimeout = TimeSpan.FromMilliseconds(200);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        using (response)
        {
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
            Assert.Contains("\"code\":\"connect_failed\"", body, StringComparison.Ordinal);
            await gateway.WaitForCallAsync("connect_failed");
            Assert.Equal("connect", Assert.Single(gateway.Metrics.Of("llm.upstream.requests")).Labels["error_class"]);
        }
    }

    private static GatewayServer Before(Uri provider) => GatewayServer.Start(
        [("Gateway:Providers:test:Address", provider.AbsoluteUri), ("Gateway:Providers:test:Default", "true")]);
}
