using LlmAspire.Gateway.Conversations;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.Extensions.Options;

namespace LlmAspire.Tests.Gateway.Conversations;

public sealed class MemoryConversationStoreTests : ConversationStoreContract
{
    private readonly ManualTimeProvider _time = new();
    private MemoryConversations? _all;

    private protected override Stores Open(ConversationOptions options)
    {
        var wrapped = Options.Create(options);
        _all = new MemoryConversations(wrapped, _time);
        var conversations = new MemoryConversationStore(_all, wrapped);
        return new Stores(
            conversations, new MemoryConversationCatalog(_all, wrapped), new MemoryResponseStore(conversations, wrapped, _time));
    }

    private protected override void Tick() => _time.Advance(TimeSpan.FromSeconds(1));

    [Fact]
    public async Task A_conversation_is_gone_its_time_after_the_last_turn()
    {
        var store = Open(new ConversationOptions { TimeToLive = TimeSpan.FromHours(1) }).Conversations;
        var key = NewKey();
        await store.AppendAsync(key, Turn("t1", "a", "b"), default);
        _time.Advance(TimeSpan.FromMinutes(59));
        await store.AppendAsync(key, Turn("t2", "c", "d"), default);
        _time.Advance(TimeSpan.FromMinutes(59));
        var before = (await store.ReadAsync(key, default)).Items.Count;

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((4, 0), (before, (await store.ReadAsync(key, default)).Items.Count));
    }

    [Fact]
    public async Task A_response_is_gone_after_its_time()
    {
        var responses = Open(new ConversationOptions { TimeToLive = TimeSpan.FromHours(1) }).Responses;
        var key = NewKey();
        await responses.WriteResponseAsync(key, new StoredResponse("c", "t", false, default), default);
        _time.Advance(TimeSpan.FromMinutes(59));
        var before = await responses.ReadResponseAsync(key, withBody: true, default);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.NotNull(before);
        Assert.Null(await responses.ReadResponseAsync(key, withBody: true, default));
    }

    [Fact]
    public async Task Conversations_past_their_time_take_no_memory_although_nobody_asks_for_them()
    {
        var store = Open(new ConversationOptions { TimeToLive = TimeSpan.FromHours(1) }).Conversations;
        for (var i = 0; i < 100; i++)
        {
            await store.AppendAsync(NewKey(), Turn("t1", "a", "b"), default);
        }

        _time.Advance(TimeSpan.FromHours(1));
        await store.AppendAsync(NewKey(), Turn("t1", "a", "b"), default);

        Assert.Equal(1, _all!.Count);
    }

    [Fact]
    public async Task The_conversation_that_was_not_used_for_longest_makes_room()
    {
        var store = Open(new ConversationOptions { MaxInMemory = 2 }).Conversations;
        var (old, used, last) = (NewKey(), NewKey(), NewKey());
        await store.AppendAsync(used, Turn("t", "a", "b"), default);
        await store.AppendAsync(old, Turn("t", "a", "b"), default);
        await store.ReadAsync(used, default);

        await store.AppendAsync(last, Turn("t", "a", "b"), default);

        Assert.Empty((await store.ReadAsync(old, default)).Items);
        Assert.Equal((2, 2), ((await store.ReadAsync(used, default)).Items.Count, (await store.ReadAsync(last, default)).Items.Count));
    }

    [Fact]
    public async Task The_bytes_of_all_conversations_together_are_bounded()
    {
        var store = Open(new ConversationOptions { MaxBytesInMemory = 10_000 }).Conversations;
        var first = NewKey();
        await store.AppendAsync(first, Turn("t", new string('x', 4000), "b"), default);
        await store.AppendAsync(NewKey(), Turn("t", new string('x', 4000), "b"), default);

        await store.AppendAsync(NewKey(), Turn("t", new string('x', 4000), "b"), default);

        Assert.Equal(2, _all!.Count);
        Assert.Empty((await store.ReadAsync(first, default)).Items);
    }
}
