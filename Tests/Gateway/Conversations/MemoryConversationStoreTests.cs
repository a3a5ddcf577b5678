using LlmAspire.Gateway.Conversations;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.Extensions.Options;

namespace LlmAspire.Tests.Gateway.Conversations;

public sealed class MemoryConversationStoreTests : ConversationStoreContract
{
    private readonly ManualTimeProvider _time = new();

    private protected override IConversationStore Store(ConversationOptions options) => new MemoryConversationStore(Options.Create(options), _time);

    [Fact]
    public async Task A_conversation_is_gone_its_time_after_the_last_turn()
    {
        var store = Store(new ConversationOptions { TimeToLive = TimeSpan.FromHours(1) });
        var key = NewKey();
        await store.AppendAsync(key, Turn("t1", "a", "b"), default);
        _time.Advance(TimeSpan.FromMinutes(59));
        await store.AppendAsync(key, Turn("t2", "c", "d"), default);
        _time.Advance(TimeSpan.FromMinutes(59));
        var before = await store.ReadAsync(key, default);

        _time.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((4, 0), (before.Count, (await store.ReadAsync(key, default)).Count));
    }

    [Fact]
    public async Task The_conversation_that_was_not_used_for_longest_makes_room()
    {
        var store = Store(new ConversationOptions { MaxInMemory = 2 });
        var (old, used, last) = (NewKey(), NewKey(), NewKey());
        await store.AppendAsync(used, Turn("t", "a", "b"), default);
        await store.AppendAsync(old, Turn("t", "a", "b"), default);
        await store.ReadAsync(used, default);

        await store.AppendAsync(last, Turn("t", "a", "b"), default);

        Assert.Empty(await store.ReadAsync(old, default));
        Assert.Equal((2, 2), ((await store.ReadAsync(used, default)).Count, (await store.ReadAsync(last, default)).Count));
    }
}
