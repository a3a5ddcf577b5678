using System.Net.Sockets;
using System.Text;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.Gateway.Forwarding;

/// <summary>A client that leaves: its provider must stop at once, measured by what the mock still sent, and the call has one outcome.</summary>
public sealed class ClientLeavesTests
{
    /// <summary>How many chunks a provider may send, one each 10 ms, after its client has left.</summary>
    private const int Grace = 12;

    private const int ChunksRead = 5;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chat/completions", "data: {")]
    [InlineData("/v1/messages", "content_block_delta\ndata")]
    [InlineData("/v1/responses", "output_text.delta\ndata")]
    public async Task The_provider_stops_when_the_client_leaves_in_the_middle_of_a_stream(string path, string chunk)
    {
        await using var mock = MockLlmServer.Start();
        await using var gateway = Before(mock);

        await LeaveAsync(gateway, path, chunk);

        await AssertStoppedAsync(mock, gateway);
    }

    [Fact]
    public async Task The_provider_stops_when_the_client_leaves_while_a_filter_is_asked()
    {
        var asked = new TaskCompletionSource();
        var calls = 0;
        await using var mock = MockLlmServer.Start();
        await using var filter = await ScriptedProvider.StartAsync(async context =>
        {
            if (Interlocked.Increment(ref calls) > 3)
            {
                asked.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            await ScriptedProvider.SendAsync(context, (string)context.Items[nameof(ReceivedRequest)]!);
        });
        await using var gateway = Before(
            mock,
            ("Gateway:OutputFilters:0:Name", "slow"), ("Gateway:OutputFilters:0:Address", filter.Address.AbsoluteUri),
            ("Gateway:OutputFilters:0:Mode", "chunk"), ("Gateway:OutputFilters:0:Timeout", "00:00:30"));
        using var client = Hasty(gateway);
        using (var request = GatewayServer.Post("/v1/chat/completions", Body("mock-300x10")))
        using (await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            await asked.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        }

        await AssertStoppedAsync(mock, gateway, read: 3);
    }

    [Fact]
    public async Task The_provider_stops_when_the_client_leaves_while_the_turn_is_written()
    {
        var store = new GatedStore();
        var aborted = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, string.Concat(Wire.ChatEvents));
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = GatewayServer.Start(
            [("Gateway:Providers:test:Address", provider.Address.AbsoluteUri), ("Gateway:Providers:test:Default", "true")],
            services => services.AddSingleton<IConversationStore>(store));
        using var client = Hasty(gateway);
        using (var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest, ("x-conversation-id", "c-1")))
        using (await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            await store.Appending.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        }

        // The write goes on only now: the provider did not wait for it.
        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        store.Release();

        await gateway.WaitForCallAsync("client_gone");
        Assert.Single(gateway.Metrics.Of("llm.upstream.requests"));
    }

    [Fact]
    public async Task The_provider_stops_when_the_client_leaves_before_the_first_byte()
    {
        await using var mock = MockLlmServer.Start();
        await using var gateway = Before(mock);
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        await using var feed = await mock.Client.GetStreamAsync("/mock/calls/live", Cancelled);
        using var request = GatewayServer.Post("/v1/chat/completions", Body("mock-300x10"), ("x-mock-script", """[{"slowHeaders":60000}]"""));

        var sending = gateway.Client.SendAsync(request, leaving.Token);
        await MockCalls.ArrivedAsync(feed);
        await leaving.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => sending);
        Assert.Equal("client_gone", (string?)(await MockCalls.EndedAsync(mock.Client))["end"]);
        var line = await gateway.WaitForCallAsync("client_gone");
        Assert.StartsWith("client_gone 499 ", line.Text, StringComparison.Ordinal);
        Assert.Equal("other", Assert.Single(gateway.Metrics.Of("llm.upstream.requests")).Labels["error_class"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_client_that_leaves_while_it_sends_its_request_is_no_call_and_no_error(bool resets)
    {
        await using var mock = MockLlmServer.Start();
        await using var gateway = Before(mock);
        using (var client = new TcpClient())
        {
            await client.ConnectAsync(gateway.BaseAddress.Host, gateway.BaseAddress.Port, Cancelled);
            var head = "POST /v1/chat/completions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n{";
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(head), Cancelled);
            client.LingerState = new LingerOption(resets, 0);
        }

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Body("mock-2x0"));
        response.Dispose();

        await gateway.WaitForCallAsync("completed");
        Assert.Single(gateway.Metrics.Of("llm.upstream.requests"));
        Assert.DoesNotContain(gateway.Log.Entries, entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    private static GatewayServer Before(MockLlmServer mock, params (string, string?)[] settings) => GatewayServer.Start(
        [("Gateway:Providers:mock:Address", mock.BaseAddress.AbsoluteUri), ("Gateway:Providers:mock:Default", "true"), .. settings]);

    /// <summary>A client that closes at once: HttpClient otherwise reads on for up to two seconds to save the connection.</summary>
    private static HttpClient Hasty(GatewayServer gateway) =>
        new(new SocketsHttpHandler { MaxResponseDrainSize = 0 }) { BaseAddress = gateway.BaseAddress };

    private static string Body(string model) =>
        $$"""{"model":"{{model}}","max_tokens":400,"stream":true,"input":"hello","messages":[{"role":"user","content":"hello"}]}""";

    private static async Task LeaveAsync(GatewayServer gateway, string path, string chunk)
    {
        using var client = Hasty(gateway);
        using var request = GatewayServer.Post(path, Body("mock-300x10"), ("anthropic-version", "2023-06-01"));
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        var seen = new StringBuilder();
        var bytes = new byte[1000];
        while (seen.ToString().Split(chunk).Length <= ChunksRead)
        {
            seen.Append(Encoding.UTF8.GetString(bytes, 0, await body.ReadAsync(bytes, Cancelled)));
        }
    }

    private static async Task AssertStoppedAsync(MockLlmServer mock, GatewayServer gateway, int read = ChunksRead)
    {
        var call = await MockCalls.EndedAsync(mock.Client);
        Assert.Equal("client_gone", (string?)call["end"]);
        Assert.InRange((int)call["chunks"]!, read - 2, read + Grace);
        await gateway.WaitForCallAsync("client_gone");
        Assert.Single(gateway.Metrics.Of("llm.upstream.requests"));
    }
}
