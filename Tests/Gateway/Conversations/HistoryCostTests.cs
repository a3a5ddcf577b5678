using LlmAspire.Gateway.Conversations;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>What history costs: commands a turn, and memory, which is the whole process's, so nothing else may run beside.</summary>
[Collection(nameof(HistoryCostTests))]
[CollectionDefinition(nameof(HistoryCostTests), DisableParallelization = true)]
public sealed class HistoryCostTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_turn_takes_the_same_commands_however_long_the_conversation_is()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider, ("ConnectionStrings:redis", redis.Require()), ("Gateway:Signals:Enabled", "false"));
        var client = await redis.ClientAsync();
        var costs = new List<string>();
        for (var turn = 1; turn <= 60; turn++)
        {
            var before = await CallsAsync(client);
            var (response, _) = await gateway.SendAsync(
                "/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"x"}]}""", ("x-conversation-id", "long"));
            response.Dispose();
            var after = await CallsAsync(client);
            string[] counted = ["lrange", "evalsha", "lindex", "rpush", "lpop", "hset", "hmget"];
            costs.Add(string.Join(' ', counted.Select(command => $"{command}={after.GetValueOrDefault(command) - before.GetValueOrDefault(command)}")));
        }

        Assert.Equal("lrange=1 evalsha=1 lindex=0 rpush=1 lpop=0 hset=1 hmget=1", costs[9]);
        Assert.All(costs[9..], cost => Assert.Equal(costs[9], cost));
    }

    [Fact]
    public async Task Redis_holds_no_more_after_many_conversations_than_after_few_once_they_have_expired()
    {
        var count = TestScale.IsFull ? 100_000 : 4_000;
        var options = Options.Create(new ConversationOptions { TimeToLive = TimeSpan.FromSeconds(1) });
        using var connection = new RedisConnection(redis.Require(), new HistoryLosses(TimeProvider.System));
        var commands = new RedisCommands(connection, TimeProvider.System);
        var index = new RedisIndex(connection, options);
        var store = new RedisConversationStore(commands, index, options, TimeProvider.System);
        var client = await redis.ClientAsync();
        var tenant = "flat-" + Guid.NewGuid().ToString("N")[..8];

        var before = await UsedMemoryAsync(client);

        var first = await PeakAsync(store, tenant, count / 2, client);
        var second = await PeakAsync(store, tenant, count / 2, client);
        await UntilExpiredAsync(client, tenant);
        await AppendAsync(store, tenant, 128);

        Assert.InRange(second, 0, (first * 1.5) + (4 << 20));
        Assert.InRange(await UsedMemoryAsync(client), 0, before + (4 << 20));
        Assert.InRange(await client.GetDatabase().SortedSetLengthAsync($"conversations:{{{tenant}}}"), 1, 256);
    }

    [Fact]
    public async Task A_gateways_own_memory_does_not_grow_with_conversations_that_expire()
    {
        var count = TestScale.IsFull ? 10_000 : 1_200;
        var time = new ManualTimeProvider();
        var options = Options.Create(new ConversationOptions { TimeToLive = TimeSpan.FromMinutes(1), MaxInMemory = 1_000_000 });
        var all = new MemoryConversations(options, time);
        var store = new MemoryConversationStore(all, options);

        var grown = await HeapGrowth.OverAsync(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                await store.AppendAsync(ConversationKey.New("default"), Turn(), Patience);
                time.Advance(TimeSpan.FromMilliseconds(60));
            }
        });

        Assert.InRange(all.Count, 900, 1001);
        Assert.InRange(grown, long.MinValue, 2 << 20);
    }

    private static async Task<long> PeakAsync(RedisConversationStore store, string tenant, int count, ConnectionMultiplexer client)
    {
        var peak = 0L;
        for (var done = 0; done < count; done += 100)
        {
            await AppendAsync(store, tenant, 100);
            peak = Math.Max(peak, await UsedMemoryAsync(client));
        }

        return peak;
    }

    private static Task<AppendOutcome[]> AppendAsync(RedisConversationStore store, string tenant, int count) => Task.WhenAll(
        Enumerable.Range(0, count).Select(_ => store.AppendAsync(ConversationKey.New(tenant), Turn(), Patience).AsTask()));

    private static ConversationTurn Turn() => new(Guid.NewGuid().ToString("N"), new string('0', 32),
    [
        new ConversationItem("openai.chat", "user", """{"role":"user","content":"question"}"""u8.ToArray()),
        new ConversationItem("openai.chat", "assistant", """{"role":"assistant","content":"answer"}"""u8.ToArray()),
    ])
    { Title = "question" };

    private static async Task UntilExpiredAsync(ConnectionMultiplexer client, string tenant)
    {
        var server = client.GetServer(client.GetEndPoints().Single());
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(Patience);
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (server.Keys(pattern: $"conversation:{{{tenant}:*", pageSize: 1000).Any())
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }

    private static async Task<long> UsedMemoryAsync(ConnectionMultiplexer client)
    {
        var server = client.GetServer(client.GetEndPoints().Single());
        var memory = (await server.InfoAsync("memory")).SelectMany(section => section);
        return long.Parse(memory.First(pair => pair.Key == "used_memory").Value, System.Globalization.CultureInfo.InvariantCulture);
    }

    private static async Task<Dictionary<string, long>> CallsAsync(ConnectionMultiplexer client)
    {
        var server = client.GetServer(client.GetEndPoints().Single());
        return (await server.InfoAsync("commandstats")).SelectMany(section => section).ToDictionary(
            pair => pair.Key["cmdstat_".Length..],
            pair => long.Parse(pair.Value.Split(',')[0]["calls=".Length..], System.Globalization.CultureInfo.InvariantCulture));
    }
}
