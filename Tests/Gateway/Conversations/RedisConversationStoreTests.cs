using System.Text;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LlmAspire.Tests.Gateway.Conversations;

public sealed class RedisConversationStoreTests(RedisServer redis) : ConversationStoreContract, IClassFixture<RedisServer>, IDisposable
{
    private RedisConnection? _connection;

    private protected override IConversationStore Store(ConversationOptions options)
    {
        _connection ??= new RedisConnection(redis.Require());
        return new RedisConversationStore(_connection, Options.Create(options), TimeProvider.System);
    }

    [Fact]
    public async Task A_turn_is_a_list_and_a_hash_in_one_cluster_slot_that_expire()
    {
        var store = Store(new ConversationOptions { TimeToLive = TimeSpan.FromHours(2) });
        var key = NewKey();

        await store.AppendAsync(key, Turn("t1", "a", "b"), TimeSpan.FromSeconds(5));

        using var client = await ConnectionMultiplexer.ConnectAsync(redis.Require());
        var database = client.GetDatabase();
        var items = await database.ListRangeAsync($"conversation:{{default:{key.Id}}}:items");
        Assert.Equal(2, items.Length);
        Assert.StartsWith("t1 {\"dialect\":\"openai.chat\",\"role\":\"user\"", (string?)items[0], StringComparison.Ordinal);
        Assert.Equal("2", (string?)await database.HashGetAsync($"conversation:{{default:{key.Id}}}:meta", "items"));
        Assert.Equal("trace", (string?)await database.HashGetAsync($"conversation:{{default:{key.Id}}}:meta", "trace"));
        foreach (var part in (string[])["items", "meta"])
        {
            var left = await database.KeyTimeToLiveAsync($"conversation:{{default:{key.Id}}}:{part}");
            Assert.InRange(left!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
        }
    }

    [Fact]
    public async Task An_item_that_cannot_be_read_is_left_out_and_the_rest_is_there()
    {
        var store = Store(new ConversationOptions());
        var key = NewKey();
        using var client = await ConnectionMultiplexer.ConnectAsync(redis.Require());
        await client.GetDatabase().ListRightPushAsync($"conversation:{{default:{key.Id}}}:items", Encoding.UTF8.GetBytes("t0 {broken"));

        await store.AppendAsync(key, Turn("t1", "a", "b"), TimeSpan.FromSeconds(5));

        Assert.Equal(2, (await store.ReadAsync(key, TimeSpan.FromSeconds(5))).Count);
    }

    public void Dispose() => _connection?.Dispose();
}
