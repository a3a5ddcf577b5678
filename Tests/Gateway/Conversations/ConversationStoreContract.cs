using System.Text;
using LlmAspire.Gateway.Conversations;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>What every store of conversations must do, whatever it stands on.</summary>
public abstract class ConversationStoreContract
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private protected abstract IConversationStore Store(ConversationOptions options);

    [Fact]
    public async Task Turns_are_read_in_order_with_all_their_items()
    {
        var store = Store(new ConversationOptions());
        var key = NewKey();

        await store.AppendAsync(key, Turn("t1", "hello", "hi"), Patience);
        await store.AppendAsync(key, Turn("t2", "Grüße, {\"q\":\"\\u00e9\"}", "bye"), Patience);

        var items = await store.ReadAsync(key, Patience);
        Assert.Equal(["user", "assistant", "user", "assistant"], items.Select(item => item.Role));
        Assert.Equal(["hello", "hi", "Grüße, {\"q\":\"\\u00e9\"}", "bye"], items.Select(item => MessageText.Of(item.Message).Text));
        Assert.All(items, item => Assert.Equal(("openai.chat", false), (item.Dialect, item.IsIncomplete)));
    }

    [Fact]
    public async Task An_unknown_conversation_has_no_items() =>
        Assert.Empty(await Store(new ConversationOptions()).ReadAsync(NewKey(), Patience));

    [Fact]
    public async Task A_turn_that_is_sent_twice_is_there_once()
    {
        var store = Store(new ConversationOptions());
        var key = NewKey();

        var first = await store.AppendAsync(key, Turn("t1", "a", "b"), Patience);
        var second = await store.AppendAsync(key, Turn("t2", "c", "d"), Patience);
        var again = await store.AppendAsync(key, Turn("t1", "a", "b"), Patience);

        Assert.Equal((true, true, false), (first, second, again));
        Assert.Equal(4, (await store.ReadAsync(key, Patience)).Count);
    }

    [Fact]
    public async Task Too_many_items_drop_whole_turns_from_the_beginning()
    {
        var store = Store(new ConversationOptions { MaxItems = 5 });
        var key = NewKey();

        for (var i = 0; i < 6; i++)
        {
            await store.AppendAsync(key, Turn($"t{i}", $"q{i}", $"a{i}"), Patience);
        }

        Assert.Equal(["q4", "a4", "q5", "a5"], (await store.ReadAsync(key, Patience)).Select(item => MessageText.Of(item.Message).Text));
    }

    [Fact]
    public async Task Too_many_bytes_drop_whole_turns_from_the_beginning()
    {
        var store = Store(new ConversationOptions { MaxBytes = 2500 });
        var key = NewKey();

        for (var i = 0; i < 6; i++)
        {
            await store.AppendAsync(key, Turn($"t{i}", i + new string('x', 900), $"a{i}"), Patience);
        }

        var items = await store.ReadAsync(key, Patience);
        Assert.Equal("a5", MessageText.Of(items[^1].Message).Text);
        Assert.InRange(items.Count, 2, 5);
        Assert.True(items.Count % 2 == 0, "a turn was cut in two");
    }

    [Fact]
    public async Task Turns_that_are_added_at_the_same_time_are_all_there_and_whole()
    {
        var store = Store(new ConversationOptions());
        var key = NewKey();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.AppendAsync(key, Turn($"t{i}", $"q{i}", $"a{i}"), Patience).AsTask()));

        var texts = (await store.ReadAsync(key, Patience)).Select(item => MessageText.Of(item.Message).Text).ToArray();
        Assert.Equal(100, texts.Length);
        Assert.All(texts.Chunk(2), turn => Assert.Equal(turn[0][1..], turn[1][1..]));
        Assert.Equal(50, texts.Where(text => text[0] == 'q').Distinct().Count());
    }

    [Fact]
    public async Task Conversations_and_tenants_do_not_see_each_other()
    {
        var store = Store(new ConversationOptions());
        var key = NewKey();

        await store.AppendAsync(key, Turn("t1", "a", "b"), Patience);

        Assert.Empty(await store.ReadAsync(key with { Tenant = "other" }, Patience));
        Assert.Empty(await store.ReadAsync(NewKey(), Patience));
    }

    [Fact]
    public async Task A_store_that_answers_can_be_pinged() =>
        Assert.Null(await Record.ExceptionAsync(() => Store(new ConversationOptions()).PingAsync(Patience).AsTask()));

    private protected static ConversationTurn Turn(string id, string question, string answer) =>
        new(id, "trace", [Item("user", question), Item("assistant", answer)]);

    private protected static ConversationKey NewKey() => ConversationKey.New();

    private static ConversationItem Item(string role, string text) =>
        new("openai.chat", role, Encoding.UTF8.GetBytes(System.Text.Json.JsonSerializer.Serialize(new { role, content = text })));
}
