using System.Text;
using System.Text.Json;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>What every store of conversations must do, whatever it stands on.</summary>
public abstract partial class ConversationStoreContract
{
    private protected static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private protected abstract Stores Open(ConversationOptions options);

    [Fact]
    public async Task Turns_are_read_in_order_with_all_their_items()
    {
        var store = Open(new ConversationOptions()).Conversations;
        var key = NewKey();

        await store.AppendAsync(key, Turn("t1", "hello", "hi"), Patience);
        await store.AppendAsync(key, Turn("t2", "Grüße, {\"q\":\"\\u00e9\"}", "bye"), Patience);

        var items = (await store.ReadAsync(key, Patience)).Items;
        Assert.Equal(["user", "assistant", "user", "assistant"], items.Select(item => item.Role));
        Assert.Equal(["hello", "hi", "Grüße, {\"q\":\"\\u00e9\"}", "bye"], items.Select(TextOf));
        Assert.Equal(["msg_t1_0", "msg_t1_1", "msg_t2_0", "msg_t2_1"], items.Select(item => item.Id));
        Assert.All(items, item => Assert.Equal(("openai.chat", false), (item.Dialect, item.IsIncomplete)));
    }

    [Fact]
    public async Task An_item_comes_back_byte_for_byte()
    {
        var store = Open(new ConversationOptions()).Conversations;
        var key = NewKey();
        var raw = Encoding.UTF8.GetBytes("""{ "role" : "user",  "content":[{"type":"image_url","image_url":{"url":"data:,x"}}], "x":1.0e2 }""");

        await store.AppendAsync(
            key, new ConversationTurn("t1", "trace", [new ConversationItem("openai.chat", "user", raw, IsIncomplete: true)]), Patience);

        var item = Assert.Single((await store.ReadAsync(key, Patience)).Items);
        Assert.Equal(raw, item.Message.ToArray());
        Assert.True(item.IsIncomplete);
    }

    [Fact]
    public async Task An_unknown_conversation_has_no_items() =>
        Assert.Empty((await Open(new ConversationOptions()).Conversations.ReadAsync(NewKey(), Patience)).Items);

    [Fact]
    public async Task A_turn_that_is_sent_twice_is_there_once()
    {
        var store = Open(new ConversationOptions()).Conversations;
        var key = NewKey();

        await store.AppendAsync(key, Turn("t1", "a", "b"), Patience);
        await store.AppendAsync(key, Turn("t2", "c", "d"), Patience);
        var again = await store.AppendAsync(key, Turn("t1", "a", "b"), Patience);

        Assert.Equal(AppendOutcome.AlreadyThere, again);
        Assert.Equal(["a", "b", "c", "d"], await TextsAsync(store, key));
    }

    [Fact]
    public async Task The_last_turn_sent_again_takes_its_own_place()
    {
        var stores = Open(new ConversationOptions());
        var key = NewKey();

        await stores.Conversations.AppendAsync(key, Turn("t1", "a", "b"), Patience);
        await stores.Conversations.AppendAsync(key, Turn("t2", "c", "half of"), Patience);
        var again = await stores.Conversations.AppendAsync(key, Turn("t2", "c", "whole"), Patience);

        Assert.Equal(AppendOutcome.Added, again);
        Assert.Equal(["a", "b", "c", "whole"], await TextsAsync(stores.Conversations, key));
        Assert.Equal((4, 2), ((await stores.Catalog.GetAsync(key, Patience))!.Items, (await stores.Catalog.GetAsync(key, Patience))!.Turns));
    }

    [Fact]
    public async Task A_turn_that_must_follow_another_is_added_only_while_that_one_is_the_last()
    {
        var store = Open(new ConversationOptions()).Conversations;
        var key = NewKey();
        var nowhere = NewKey();
        await store.AppendAsync(key, Turn("t1", "a", "b"), Patience);

        var first = await store.AppendAsync(key, Turn("t2", "c", "d") with { After = "t1" }, Patience);
        var second = await store.AppendAsync(key, Turn("t3", "e", "f") with { After = "t1" }, Patience);
        var third = await store.AppendAsync(nowhere, Turn("t3", "e", "f") with { After = "t1" }, Patience);

        Assert.Equal((AppendOutcome.Added, AppendOutcome.Moved, AppendOutcome.Moved), (first, second, third));
        Assert.Equal(["a", "b", "c", "d"], await TextsAsync(store, key));
        Assert.Empty(await TextsAsync(store, nowhere));
    }

    [Fact]
    public async Task Copied_turns_keep_their_names_and_are_trimmed_one_by_one()
    {
        var store = Open(new ConversationOptions { MaxItems = 4 }).Conversations;
        var (origin, branch) = (NewKey(), NewKey());
        await store.AppendAsync(origin, Turn("t1", "a", "b"), Patience);
        await store.AppendAsync(origin, Turn("t2", "c", "d"), Patience);
        var copied = (await store.ReadAsync(origin, Patience)).Items;

        await store.AppendAsync(branch, new ResponseChain("", copied, branch).Branch(Turn("t3", "e", "f")), Patience);

        Assert.Equal(["msg_t2_0", "msg_t2_1", "msg_t3_0", "msg_t3_1"], (await store.ReadAsync(branch, Patience)).Items.Select(item => item.Id));
    }

    [Fact]
    public async Task A_turn_that_began_a_conversation_with_copies_takes_their_place_too_when_it_is_sent_again()
    {
        var stores = Open(new ConversationOptions());
        var (origin, branch) = (NewKey(), NewKey());
        await stores.Conversations.AppendAsync(origin, Turn("t1", "a", "b"), Patience);
        var copied = (await stores.Conversations.ReadAsync(origin, Patience)).Items;
        var chain = new ResponseChain("", copied, branch);

        await stores.Conversations.AppendAsync(branch, chain.Branch(Turn("t2", "c", "half of")), Patience);
        await stores.Conversations.AppendAsync(branch, chain.Branch(Turn("t2", "c", "whole")), Patience);

        Assert.Equal(["a", "b", "c", "whole"], await TextsAsync(stores.Conversations, branch));
        var info = (await stores.Catalog.GetAsync(branch, Patience))!;
        Assert.Equal((4, 2), (info.Items, info.Turns));
    }

    [Fact]
    public async Task Too_many_items_drop_whole_turns_from_the_beginning()
    {
        var stores = Open(new ConversationOptions { MaxItems = 5 });
        var key = NewKey();

        for (var i = 0; i < 6; i++)
        {
            await stores.Conversations.AppendAsync(key, Turn($"t{i}", $"q{i}", $"a{i}"), Patience);
        }

        Assert.Equal(["q4", "a4", "q5", "a5"], await TextsAsync(stores.Conversations, key));
        var info = (await stores.Catalog.GetAsync(key, Patience))!;
        Assert.Equal((4, 2), (info.Items, info.Turns));
    }

    [Fact]
    public async Task Too_many_bytes_drop_whole_turns_from_the_beginning()
    {
        var stores = Open(new ConversationOptions { MaxBytes = 2500 });
        var key = NewKey();

        for (var i = 0; i < 6; i++)
        {
            await stores.Conversations.AppendAsync(key, Turn($"t{i}", i + new string('x', 900), $"a{i}"), Patience);
        }

        var texts = await TextsAsync(stores.Conversations, key);
        Assert.Equal(("a4", "a5"), (texts[1], texts[^1]));
        Assert.Equal(4, texts.Length);
        Assert.InRange((await stores.Catalog.GetAsync(key, Patience))!.Bytes, 1900, 2500);
    }

    [Fact]
    public async Task Turns_that_are_added_at_the_same_time_are_all_there_and_whole()
    {
        var store = Open(new ConversationOptions()).Conversations;
        var key = NewKey();

        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => store.AppendAsync(key, Turn($"t{i}", $"q{i}", $"a{i}"), Patience).AsTask()));

        var texts = await TextsAsync(store, key);
        Assert.Equal(100, texts.Length);
        Assert.All(texts.Chunk(2), turn => Assert.Equal(turn[0][1..], turn[1][1..]));
        Assert.Equal(50, texts.Where(text => text[0] == 'q').Distinct().Count());
    }

    [Fact]
    public async Task A_turn_of_thousands_of_items_is_added_whole()
    {
        var store = Open(new ConversationOptions { MaxItems = 20_000 }).Conversations;
        var key = NewKey();

        await store.AppendAsync(
            key, new ConversationTurn("t1", "trace", [.. Enumerable.Range(0, 9000).Select(i => Item("user", $"{i}"))]), Patience);

        var texts = await TextsAsync(store, key);
        Assert.Equal(Enumerable.Range(0, 9000).Select(i => $"{i}"), texts);
    }

    [Fact]
    public async Task Conversations_and_tenants_do_not_see_each_other()
    {
        var stores = Open(new ConversationOptions());
        var key = NewKey();

        await stores.Conversations.AppendAsync(key, Turn("t1", "a", "b"), Patience);

        Assert.Empty((await stores.Conversations.ReadAsync(key with { Tenant = "other" }, Patience)).Items);
        Assert.Null(await stores.Catalog.GetAsync(key with { Tenant = "other" }, Patience));
        Assert.False(await stores.Catalog.DeleteAsync(key with { Tenant = "other" }, Patience));
        Assert.Empty((await stores.Conversations.ReadAsync(NewKey(), Patience)).Items);
    }

    [Fact]
    public async Task A_store_that_answers_can_be_pinged() =>
        Assert.Null(await Record.ExceptionAsync(() => Open(new ConversationOptions()).Conversations.PingAsync(Patience).AsTask()));

    /// <summary>Lets a moment pass, so that two conversations do not have the same time of last use.</summary>
    private protected abstract void Tick();

    private protected static ConversationTurn Turn(string id, string question, string answer) =>
        new(id, "trace", [Item("user", question), Item("assistant", answer)]);

    private protected static ConversationKey NewKey() => ConversationKey.New(ConversationKey.DefaultTenant);

    private protected static async Task<string[]> TextsAsync(IConversationStore store, ConversationKey key) =>
        [.. (await store.ReadAsync(key, Patience)).Items.Select(TextOf)];

    private protected static string TextOf(ConversationItem item) => OpenAiChatHistory.Instance.Read(item.Message).Text;

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);

    private static ConversationItem Item(string role, string text) =>
        new("openai.chat", role, Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { role, content = text })));

    /// <summary>The stores of one place.</summary>
    private protected sealed record Stores(IConversationStore Conversations, IConversationCatalog Catalog, IResponseStore Responses);
}
