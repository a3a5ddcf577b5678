using System.Text;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Tests.Infrastructure;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.Extensions.Options;
using StackExchange.Redis;

namespace LlmAspire.Tests.Gateway.Conversations;

public sealed class RedisConversationStoreTests(RedisServer redis) : ConversationStoreContract, IClassFixture<RedisServer>, IDisposable
{
    private readonly ManualTimeProvider _time = new();
    private RedisConnection? _connection;

    private protected override Stores Open(ConversationOptions options)
    {
        _connection ??= new RedisConnection(redis.Require(), new HistoryLosses(TimeProvider.System));
        var wrapped = Options.Create(options);
        var commands = new RedisCommands(_connection, TimeProvider.System);
        var index = new RedisIndex(_connection, wrapped);
        var conversations = new RedisConversationStore(commands, index, wrapped, _time);
        return new Stores(
            conversations, new RedisConversationCatalog(commands, index, wrapped, _time), new RedisResponseStore(commands, conversations, wrapped));
    }

    private protected override void Tick() => _time.Advance(TimeSpan.FromSeconds(1));

    [Fact]
    public async Task A_turn_is_a_list_and_a_hash_in_one_cluster_slot_that_expire()
    {
        var store = Open(new ConversationOptions { TimeToLive = TimeSpan.FromHours(2) }).Conversations;
        var key = NewKey();

        await store.AppendAsync(key, Turn("t1", "a", "b"), Patience);

        var client = await redis.ClientAsync();
        var database = client.GetDatabase();
        var items = await database.ListRangeAsync($"conversation:{{default:{key.Id}}}:items");
        Assert.Equal(2, items.Length);
        Assert.StartsWith("t1.0 {\"dialect\":\"openai.chat\",\"role\":\"user\"", (string?)items[0], StringComparison.Ordinal);
        Assert.Equal("2", (string?)await database.HashGetAsync($"conversation:{{default:{key.Id}}}:meta", "items"));
        Assert.Equal("trace", (string?)await database.HashGetAsync($"conversation:{{default:{key.Id}}}:meta", "trace"));
        foreach (var part in (string[])["items", "meta"])
        {
            var left = await database.KeyTimeToLiveAsync($"conversation:{{default:{key.Id}}}:{part}");
            Assert.InRange(left!.Value, TimeSpan.FromMinutes(119), TimeSpan.FromHours(2));
        }
    }

    [Theory]
    [InlineData("t0 {broken")]
    [InlineData("garbage")]
    [InlineData("")]
    [InlineData("t0.0 {\"dialect\":\"openai.chat\",\"role\":\"user\",\"message\":{\"role\":\"user\"}")]
    [InlineData("t0.0 {\"dialect\":\"openai.chat\",\"role\":\"user\",\"message\":\"text\"}")]
    [InlineData("t0.0 {\"dialect\":\"unknown\",\"role\":\"user\",\"message\":{}}")]
    [InlineData("t0.0 {\"dialect\":\"openai.chat\",\"role\":\"user\",\"message\":{}} {}")]
    [InlineData("t0.0 []")]
    public async Task An_item_that_cannot_be_read_is_left_out_and_stays_as_it_is_and_the_rest_is_there(string element)
    {
        var store = Open(new ConversationOptions()).Conversations;
        var key = NewKey();
        var client = await redis.ClientAsync();
        var list = $"conversation:{{default:{key.Id}}}:items";
        await client.GetDatabase().ListRightPushAsync(list, Encoding.UTF8.GetBytes(element));

        await store.AppendAsync(key, Turn("t1", "a", "b"), Patience);

        var stored = await store.ReadAsync(key, Patience);
        Assert.Equal((2, 1), (stored.Items.Count, stored.Unreadable));
        Assert.Equal(element, (string?)await client.GetDatabase().ListGetByIndexAsync(list, 0));
    }

    [Fact]
    public async Task Items_that_cannot_be_read_are_trimmed_like_others()
    {
        var store = Open(new ConversationOptions { MaxItems = 4 }).Conversations;
        var key = NewKey();
        var client = await redis.ClientAsync();
        await client.GetDatabase().ListRightPushAsync($"conversation:{{default:{key.Id}}}:items", ["?", "", "x y"]);

        await store.AppendAsync(key, Turn("t1", "a", "b"), Patience);
        await store.AppendAsync(key, Turn("t2", "c", "d"), Patience);

        Assert.Equal((4, 0), ((await store.ReadAsync(key, Patience)).Items.Count, (await store.ReadAsync(key, Patience)).Unreadable));
    }

    [Fact]
    public async Task More_than_the_limits_allow_is_not_read()
    {
        var key = NewKey();
        var wide = Open(new ConversationOptions()).Conversations;
        for (var i = 0; i < 20; i++)
        {
            await wide.AppendAsync(key, Turn($"t{i}", $"q{i}" + new string('x', 100), $"a{i}"), Patience);
        }

        var fewItems = await Open(new ConversationOptions { MaxItems = 6 }).Conversations.ReadAsync(key, Patience);
        var fewBytes = await Open(new ConversationOptions { MaxBytes = 1024 }).Conversations.ReadAsync(key, Patience);

        Assert.Equal(["msg_t17_0", "msg_t17_1"], fewItems.Items.Take(2).Select(item => item.Id));
        Assert.InRange(fewBytes.Items.Sum(item => item.Message.Length), 500, 1024);
        Assert.Equal(0, fewBytes.Items[0].Index);
        Assert.Equal("msg_t19_1", fewBytes.Items[^1].Id);
    }

    [Fact]
    public async Task A_key_that_holds_something_else_fails_alone()
    {
        var store = Open(new ConversationOptions()).Conversations;
        var key = NewKey();
        var client = await redis.ClientAsync();
        await client.GetDatabase().StringSetAsync($"conversation:{{default:{key.Id}}}:items", "mine");

        var read = await Assert.ThrowsAsync<ConversationStoreException>(() => store.ReadAsync(key, Patience).AsTask());
        var write = await Assert.ThrowsAsync<ConversationStoreException>(() => store.AppendAsync(key, Turn("t1", "a", "b"), Patience).AsTask());

        Assert.Equal((false, false), (read.IsOutage, write.IsOutage));
        Assert.Equal("mine", (string?)await client.GetDatabase().StringGetAsync($"conversation:{{default:{key.Id}}}:items"));
    }

    [Fact]
    public async Task Turns_that_come_while_one_is_being_written_are_written_together()
    {
        var store = Open(new ConversationOptions()).Conversations;
        ConversationKey[] keys = [.. Enumerable.Range(0, 20).Select(_ => NewKey())];
        await store.AppendAsync(keys[0], Turn("t0", "a", "b"), Patience);
        var before = await ScriptsAsync();

        var written = await WhilePausedAsync(() => keys.Select(key => store.AppendAsync(key, Turn("t1", "a", "b"), Patience).AsTask()));

        Assert.All(written, turn => Assert.Equal(AppendOutcome.Added, turn.Result));
        Assert.Equal(2, await ScriptsAsync() - before);
        Assert.Equal(4, (await store.ReadAsync(keys[0], Patience)).Items.Count);
        foreach (var key in keys[1..])
        {
            Assert.Equal(["msg_t1_0", "msg_t1_1"], (await store.ReadAsync(key, Patience)).Items.Select(item => item.Id));
        }
    }

    [Fact]
    public async Task Turns_of_one_conversation_that_are_written_together_stand_in_the_order_in_which_they_came()
    {
        var store = Open(new ConversationOptions()).Conversations;
        var key = NewKey();

        await WhilePausedAsync(() => Enumerable.Range(0, 9).Select(i => store.AppendAsync(key, Turn($"t{i}", "a", "b"), Patience).AsTask()));

        Assert.Equal(Enumerable.Range(0, 9).Select(i => $"t{i}"), (await store.ReadAsync(key, Patience)).Items.Select(item => item.Turn).Distinct());
    }

    [Fact]
    public async Task A_conversation_that_cannot_be_written_fails_alone_among_those_it_was_to_be_written_with()
    {
        var store = Open(new ConversationOptions()).Conversations;
        ConversationKey[] keys = [.. Enumerable.Range(0, 8).Select(_ => NewKey())];
        var client = await redis.ClientAsync();
        await client.GetDatabase().StringSetAsync($"conversation:{{default:{keys[5].Id}}}:items", "mine");

        var written = await WhilePausedAsync(() => keys.Select(key => store.AppendAsync(key, Turn("t1", "a", "b"), Patience).AsTask()));

        for (var i = 0; i < keys.Length; i++)
        {
            Assert.Equal(i == 5, written[i].IsFaulted);
            Assert.Equal(i == 5 ? -1 : 2, i == 5 ? -1 : (await store.ReadAsync(keys[i], Patience)).Items.Count);
        }

        Assert.False(Assert.IsType<ConversationStoreException>(written[5].Exception?.InnerException).IsOutage);
    }

    [Fact]
    public async Task Turns_that_wait_behind_one_that_redis_does_not_answer_are_given_up_with_it()
    {
        var store = Open(new ConversationOptions()).Conversations;
        await store.AppendAsync(NewKey(), Turn("t0", "a", "b"), Patience);
        await redis.PauseAsync();
        try
        {
            Task<AppendOutcome>[] written =
                [.. Enumerable.Range(0, 8).Select(_ => store.AppendAsync(NewKey(), Turn("t1", "a", "b"), TimeSpan.FromMilliseconds(100)).AsTask())];

            foreach (var turn in written)
            {
                Assert.True((await Assert.ThrowsAsync<ConversationStoreException>(() => turn)).IsOutage);
            }
        }
        finally
        {
            await redis.ResumeAsync();
        }

        Assert.Equal(AppendOutcome.Added, await store.AppendAsync(NewKey(), Turn("t2", "a", "b"), Patience));
    }

    [Fact]
    public async Task A_conversation_that_expired_leaves_the_list_when_it_is_read()
    {
        var stores = Open(new ConversationOptions());
        var tenant = "expiry-" + Guid.NewGuid().ToString("N")[..8];
        var keys = Enumerable.Range(0, 6).Select(_ => ConversationKey.New(tenant)).ToArray();
        foreach (var key in keys)
        {
            await stores.Conversations.AppendAsync(key, Turn("t1", "a", "b"), Patience);
            Tick();
        }

        var client = await redis.ClientAsync();
        await client.GetDatabase().KeyDeleteAsync([.. keys.Where((_, i) => i % 2 == 1).Select(key => (RedisKey)$"conversation:{{{tenant}:{key.Id}}}:meta")]);

        var listed = (await stores.Catalog.ListAsync(tenant, null, 2, Patience))!;

        Assert.Equal([keys[4].Id, keys[2].Id], listed.Select(info => info.Id));
        Assert.Equal(4, await client.GetDatabase().SortedSetLengthAsync($"conversations:{{{tenant}}}"));
    }

    public void Dispose() => _connection?.Dispose();

    /// <summary>Starts turns while Redis stands still, so that they pile up, and waits for what becomes of each.</summary>
    private async Task<Task<AppendOutcome>[]> WhilePausedAsync(Func<IEnumerable<Task<AppendOutcome>>> start)
    {
        await redis.PauseAsync();
        Task<AppendOutcome>[] turns;
        try
        {
            turns = [.. start()];
        }
        finally
        {
            await redis.ResumeAsync();
        }

        await Task.WhenAll(turns).WaitAsync(Patience, TestContext.Current.CancellationToken).ContinueWith(_ => { }, TaskScheduler.Default);
        return turns;
    }

    private async Task<long> ScriptsAsync()
    {
        var client = await redis.ClientAsync();
        var statistics = (await client.GetServer(client.GetEndPoints().Single()).InfoAsync("commandstats")).SelectMany(section => section);
        var calls = statistics.FirstOrDefault(pair => pair.Key == "cmdstat_evalsha").Value?.Split(',')[0]["calls=".Length..] ?? "0";
        return long.Parse(calls, System.Globalization.CultureInfo.InvariantCulture);
    }
}
