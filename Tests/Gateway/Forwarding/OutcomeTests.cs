using System.Net;
using System.Net.Sockets;
using System.Text;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Forwarding;

public sealed class OutcomeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/responses")]
    [InlineData("/v1/messages")]
    public async Task An_answer_that_stops_in_the_middle_is_never_a_clean_end_even_when_HTTP_ends_well(string path)
    {
        var events = path switch
        {
            "/v1/chat/completions" => Wire.ChatEvents,
            "/v1/responses" => Wire.ResponsesEvents,
            _ => Wire.AnthropicEvents,
        };
        await using var provider = await ScriptedProvider.StreamingAsync(events[..4]);
        await using var gateway = GatewayServer.Before(provider);
        using var request = GatewayServer.Post(path, Wire.AnthropicRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        var received = new MemoryStream();

        await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(received, Cancelled));

        var text = Encoding.UTF8.GetString(received.ToArray());
        Assert.StartsWith(string.Concat(events[..4]), text, StringComparison.Ordinal);
        Assert.Contains("\"code\":\"upstream_failed\"", text, StringComparison.Ordinal);
        await AssertOneAsync(gateway, "upstream_failed", "2xx", "stream");
    }

    [Fact]
    public async Task An_answer_with_a_reason_for_its_end_is_whole_without_a_last_event()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents[..6]);
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(string.Concat(Wire.ChatEvents[..6]), body);
            await AssertOneAsync(gateway, "completed", "2xx", "none");
        }
    }

    [Fact]
    public async Task A_slow_client_is_not_held_against_the_provider()
    {
        var large = Wire.Data("""{"id":"chatcmpl-7","model":"m","choices":[{"index":0,"delta":{"content":"X"}}]}""".Replace("X", new string('x', 8_000_000), StringComparison.Ordinal));
        await using var provider = await ScriptedProvider.StreamingAsync(large, string.Concat(Wire.ChatEvents));
        await using var gateway = GatewayServer.Before(provider, ("Gateway:IdleTimeout", "00:00:00.100"));
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);

        // What is measured is that time passes, several idle timeouts of it, in which the client does not read.
        await body.ReadExactlyAsync(new byte[1], Cancelled);
        await Task.Delay(TimeSpan.FromMilliseconds(500), Cancelled);
        var received = new MemoryStream();
        await body.CopyToAsync(received, Cancelled);

        Assert.Equal(large.Length - 1 + Encoding.UTF8.GetByteCount(string.Concat(Wire.ChatEvents)), received.Length);
        await AssertOneAsync(gateway, "completed", "2xx", "none");
    }

    [Fact]
    public async Task An_answer_that_is_no_HTTP_is_a_502()
    {
        using var garbage = new TcpListener(IPAddress.Loopback, 0);
        garbage.Start();
        var answering = AnswerGarbageAsync(garbage);
        await using var gateway = GatewayServer.Start(
            [("Gateway:Providers:test:Address", $"http://{garbage.LocalEndpoint}"), ("Gateway:Providers:test:Default", "true")]);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);
        await answering;

        using (response)
        {
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
            Assert.Contains("upstream_failed", body, StringComparison.Ordinal);
            await AssertOneAsync(gateway, "upstream_failed", "5xx", "stream");
        }
    }

    [Fact]
    public async Task A_mistake_of_the_gateways_own_is_a_500_an_outcome_of_its_own_and_one_error_in_the_log()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Start(
            [("Gateway:Providers:test:Address", provider.Address.AbsoluteUri), ("Gateway:Providers:test:Default", "true")],
            services => services.AddSingleton<IConversationStore, BrokenStore>());

        var (response, body) = await gateway.SendAsync("/v1/messages", Wire.AnthropicRequest, ("x-conversation-id", "c-1"));

        using (response)
        {
            Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
            Assert.Contains("\"type\":\"api_error\"", body, StringComparison.Ordinal);
            await AssertOneAsync(gateway, "gateway_failed", "5xx", "other");
            var error = await gateway.Log.WaitForAsync(entry => entry.Level == LogLevel.Error);
            Assert.Contains("a mistake", error.Text, StringComparison.Ordinal);
            Assert.Single(gateway.Log.Entries, entry => entry.Level == LogLevel.Error);
            Assert.Empty(provider.TakeRequests());
        }
    }

    [Fact]
    public async Task A_request_body_that_breaks_HTTPs_rules_is_a_400_in_the_callers_shape()
    {
        await using var gateway = GatewayServer.Start([]);
        using var client = new TcpClient();
        await client.ConnectAsync(gateway.BaseAddress.Host, gateway.BaseAddress.Port, Cancelled);
        var head = "POST /v1/messages HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nno size\r\n";
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Cancelled);

        using var reader = new StreamReader(client.GetStream());
        var answer = await reader.ReadToEndAsync(Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);

        Assert.StartsWith("HTTP/1.1 400", answer, StringComparison.Ordinal);
        Assert.Contains("{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\"", answer, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HEAD")]
    [InlineData("PUT")]
    [InlineData("OPTIONS")]
    public async Task Another_method_than_POST_is_a_404_and_no_call(string method)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/v1/chat/completions");

        using var response = await gateway.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(provider.TakeRequests());
        Assert.Empty(gateway.Metrics.Of("llm.upstream.requests"));
    }

    private static async Task AssertOneAsync(GatewayServer gateway, string outcome, string statusClass, string errorClass)
    {
        await gateway.WaitForCallAsync(outcome);
        var request = Assert.Single(gateway.Metrics.Of("llm.upstream.requests"));
        Assert.Equal((statusClass, errorClass), (request.Labels["status_class"], request.Labels["error_class"]));
        Assert.Single(gateway.Metrics.Of("llm.upstream.duration"));
        var duration = Assert.Single(gateway.Metrics.Of("gen_ai.client.operation.duration"));
        Assert.Equal(outcome == "completed" ? null : outcome, duration.Labels.GetValueOrDefault("error.type"));
        Assert.Equal([1, -1], gateway.Metrics.Of("llm.streams.active").Select(active => active.Value));
        Assert.Single(gateway.Log.Entries, entry => entry.Category.EndsWith("CallLog", StringComparison.Ordinal) && entry.Level < LogLevel.Error);
    }

    private static async Task AnswerGarbageAsync(TcpListener listener)
    {
        using var client = await listener.AcceptTcpClientAsync(Cancelled);
        await client.GetStream().ReadExactlyAsync(new byte[100], Cancelled);
        await client.GetStream().WriteAsync("\u0001\u0002\u0003 this is not HTTP\r\n\r\n"u8.ToArray(), Cancelled);
    }

    private sealed class BrokenStore : IConversationStore
    {
        public string SystemName => "broken";

        public ValueTask<StoredItems> ReadAsync(ConversationKey key, TimeSpan timeout) =>
            throw new InvalidOperationException("a mistake");

        public ValueTask<AppendOutcome> AppendAsync(ConversationKey key, ConversationTurn turn, TimeSpan timeout) => new(AppendOutcome.Added);

        public ValueTask PingAsync(TimeSpan timeout) => ValueTask.CompletedTask;
    }
}
