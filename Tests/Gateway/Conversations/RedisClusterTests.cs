using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>A cluster of two servers that have half of the slots each.</summary>
public sealed class RedisClusterTests
{
    private const int Slots = 16384;
    private const int Chains = 12;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Conversations_and_chains_of_responses_lie_on_either_server_and_lose_nothing()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await JoinAsync(one, other);
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider,
            ("ConnectionStrings:redis", $"127.0.0.1:{one.Redis.Port},127.0.0.1:{other.Redis.Port},password=p-1"), ("Gateway:Conversations:Timeout", "00:00:10"));

        for (var chain = 0; chain < Chains; chain++)
        {
            var first = await AskAsync(gateway, $$"""{"model":"m","input":"one {{chain}}"}""");
            var second = await AskAsync(gateway, $$"""{"model":"m","input":"two","previous_response_id":"{{first}}"}""");
            await AskAsync(gateway, $$"""{"model":"m","input":"three","previous_response_id":"{{second}}"}""");
            await AskAsync(gateway, """{"model":"m","input":"one"}""", ("x-conversation-id", $"named-{chain}"));
            await AskAsync(gateway, """{"model":"m","input":"two"}""", ("x-conversation-id", $"named-{chain}"));

            var n = (5 * chain) + 1;
            var requests = provider.TakeRequests();
            Assert.Equal(
                [$"user: one {chain}", $"assistant: answer {n}", "user: two", $"assistant: answer {n + 1}", "user: three"], Upstream.Items(requests[2]));
            Assert.Equal(["user: one", $"assistant: answer {n + 3}", "user: two"], Upstream.Items(requests[4]));
        }

        foreach (var node in (Node[])[one, other])
        {
            Assert.NotEqual("0", (await node.AskAsync("DBSIZE"))[0]);
        }

        using var list = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/conversations?limit=100", Cancelled));
        Assert.Equal(2 * Chains, list.RootElement.GetProperty("data").GetArrayLength());
    }

    [Fact]
    public async Task Turns_that_end_at_the_same_time_are_all_kept_though_their_conversations_lie_on_different_servers()
    {
        await using var one = await StartAsync();
        await using var other = await StartAsync();
        await JoinAsync(one, other);
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider,
            ("ConnectionStrings:redis", $"127.0.0.1:{one.Redis.Port},127.0.0.1:{other.Redis.Port},password=p-1"), ("Gateway:Conversations:Timeout", "00:00:10"));
        await AskAsync(gateway, """{"model":"m","input":"one"}""", ("x-conversation-id", "first"));

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => AskAsync(gateway, """{"model":"m","input":"one"}""", ("x-conversation-id", $"side-{i}"))));

        for (var i = 0; i < 40; i++)
        {
            using var items = JsonDocument.Parse(await gateway.Client.GetStringAsync($"/v1/conversations/side-{i}/items", Cancelled));
            Assert.Equal(2, items.RootElement.GetProperty("data").GetArrayLength());
        }
    }

    private static async Task<Node> StartAsync()
    {
        using var bus = new TcpListener(IPAddress.Loopback, 0);
        bus.Start();
        var busPort = ((IPEndPoint)bus.LocalEndpoint).Port;
        bus.Stop();
        var redis = new RedisServer("--cluster-enabled", "yes", "--cluster-port", busPort.ToString(CultureInfo.InvariantCulture));
        await redis.InitializeAsync();
        redis.Require();
        var node = new Node(redis, busPort, new TcpClient());
        await node.Connection.ConnectAsync(IPAddress.Loopback, redis.Port, Cancelled);
        await node.AskAsync("AUTH", "p-1");
        return node;
    }

    private static async Task JoinAsync(Node one, Node other)
    {
        IEnumerable<string> SlotsFrom(int first) => Enumerable.Range(first, Slots / 2).Select(slot => $"{slot}");
        await one.AskAsync(["CLUSTER", "ADDSLOTS", .. SlotsFrom(0)]);
        await other.AskAsync(["CLUSTER", "ADDSLOTS", .. SlotsFrom(Slots / 2)]);
        await one.AskAsync("CLUSTER", "MEET", "127.0.0.1", $"{other.Redis.Port}", $"{other.BusPort}");
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(30));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        foreach (var node in (Node[])[one, other])
        {
            while (!(await node.AskAsync("CLUSTER", "INFO"))[0].Contains("cluster_state:ok", StringComparison.Ordinal))
            {
                await timer.WaitForNextTickAsync(deadline.Token);
            }
        }
    }

    private static async Task<string> AskAsync(GatewayServer gateway, string body, params (string, string)[] headers)
    {
        var (response, answer) = await gateway.SendAsync("/v1/responses", body, headers);
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, answer);
            return JsonDocument.Parse(answer).RootElement.GetProperty("id").GetString()!;
        }
    }

    /// <summary>A server, asked over a connection of its own: a client library would ask whichever server it likes.</summary>
    private sealed record Node(RedisServer Redis, int BusPort, TcpClient Connection) : IAsyncDisposable
    {
        public async Task<string[]> AskAsync(params string[] words)
        {
            var command = string.Concat(words.Select(word => $"${Encoding.UTF8.GetByteCount(word)}\r\n{word}\r\n"));
            await Connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes($"*{words.Length}\r\n{command}"), Cancelled);
            return (await new RespReader(Connection.GetStream(), Cancelled).ReadAsync()).Words;
        }

        public async ValueTask DisposeAsync()
        {
            Connection.Dispose();
            await Redis.DisposeAsync();
        }
    }
}
