using System.Text;
using System.Text.Json;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>What every store of conversations must do, whatever it stands on.</summary>
public abstract class ConversationStoreContract
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
    public async Task A_conversation_is_known_by_its_first_title_its_counts_and_its_last_trace()
    {
        var stores = Open(new ConversationOptions());
        var key = NewKey();

        await stores.Conversations.AppendAsync(key, Turn("t1", "a", "b") with { Title = "the first" }, Patience);
        await stores.Conversations.AppendAsync(key, Turn("t2", "c", "d") with { Title = "the second", TraceId = "last" }, Patience);

        var info = (await stores.Catalog.GetAsync(key, Patience))!;
        Assert.Equal((key.Id, "the first", 4, 2, "last"), (info.Id, info.Title, info.Items, info.Turns, info.TraceId));
        Assert.InRange(info.UpdatedAt, info.CreatedAt, info.CreatedAt.AddMinutes(1));
    }

    [Fact]
    public async Task Metadata_and_the_report_are_kept_with_a_conversation_that_exists_and_with_no_other()
    {
        var stores = Open(new ConversationOptions());
        var (key, unknown) = (NewKey(), NewKey());
        await stores.Catalog.CreateAsync(key, Utf8("""{"a":"1"}"""), Patience);
        await stores.Conversations.AppendAsync(key, Turn("t1", "a", "b"), Patience);

        var reported = await stores.Catalog.SetReportAsync(key, Utf8("""{"quality":"good"}"""), Patience);
        var changed = await stores.Catalog.SetMetadataAsync(key, Utf8("""{"b":"2"}"""), Patience);

        var info = (await stores.Catalog.GetAsync(key, Patience))!;
        Assert.Equal(("""{"b":"2"}""", """{"quality":"good"}"""), (Text(info.Metadata), Text(info.Report)));
        Assert.Equal((true, true), (reported, changed));
        Assert.False(await stores.Catalog.SetMetadataAsync(unknown, Utf8("{}"), Patience));
        Assert.False(await stores.Catalog.SetReportAsync(unknown, Utf8("{}"), Patience));
        Assert.Null(await stores.Catalog.GetAsync(unknown, Patience));
    }

    [Fact]
    public async Task A_deleted_conversation_and_a_removed_item_are_gone()
    {
        var stores = Open(new ConversationOptions());
        var key = NewKey() with { Tenant = "gone-" + Guid.NewGuid().ToString("N")[..8] };
        await stores.Conversations.AppendAsync(key, Turn("t1", "a", "b"), Patience);

        Assert.True(await stores.Catalog.RemoveItemAsync(key, "t1", 0, Patience));
        Assert.False(await stores.Catalog.RemoveItemAsync(key, "t1", 0, Patience));
        Assert.Equal(["b"], await TextsAsync(stores.Conversations, key));
        Assert.Equal(1, (await stores.Catalog.GetAsync(key, Patience))!.Items);
        Assert.True(await stores.Catalog.DeleteAsync(key, Patience));
        Assert.False(await stores.Catalog.DeleteAsync(key, Patience));
        Assert.Empty((await stores.Conversations.ReadAsync(key, Patience)).Items);
        Assert.Empty((await stores.Catalog.ListAsync(key.Tenant, null, 10, Patience))!);
    }

    [Fact]
    public async Task Conversations_are_listed_the_last_used_first_and_page_by_page()
    {
        var stores = Open(new ConversationOptions());
        var keys = Enumerable.Range(0, 5).Select(_ => NewKey() with { Tenant = "lists-" + Guid.NewGuid().ToString("N")[..8] }).ToArray();
        keys = [.. keys.Select(key => key with { Tenant = keys[0].Tenant })];
        foreach (var key in keys)
        {
            await stores.Conversations.AppendAsync(key, Turn("t1", "a", "b"), Patience);
            Tick();
        }

        await stores.Conversations.AppendAsync(keys[1], Turn("t2", "c", "d"), Patience);
        string[] expected = [keys[1].Id, keys[4].Id, keys[3].Id, keys[2].Id, keys[0].Id];

        var first = (await stores.Catalog.ListAsync(keys[0].Tenant, null, 2, Patience))!;
        var second = (await stores.Catalog.ListAsync(keys[0].Tenant, first[^1].Id, 2, Patience))!;
        var third = (await stores.Catalog.ListAsync(keys[0].Tenant, second[^1].Id, 2, Patience))!;

        Assert.Equal(expected, first.Concat(second).Concat(third).Select(info => info.Id));
        Assert.Null(await stores.Catalog.ListAsync(keys[0].Tenant, "unknown", 2, Patience));
        Assert.Empty((await stores.Catalog.ListAsync("nobody", null, 2, Patience))!);
    }

    [Fact]
    public async Task A_response_is_found_by_its_tenant_and_id_until_it_is_deleted()
    {
        var responses = Open(new ConversationOptions()).Responses;
        var key = NewKey();
        var response = new StoredResponse("conv_1", "t1", IsChain: true, Utf8("""{"id":"resp_1"}"""));

        await responses.WriteResponseAsync(key, response, Patience);

        var found = (await responses.ReadResponseAsync(key, withBody: true, Patience))!;
        Assert.Equal(("conv_1", "t1", true, """{"id":"resp_1"}"""), (found.Conversation, found.Turn, found.IsChain, Text(found.Body)));
        Assert.Null(await responses.ReadResponseAsync(key with { Tenant = "other" }, withBody: true, Patience));
        Assert.False(await responses.DeleteResponseAsync(key with { Tenant = "other" }, Patience));
        Assert.True(await responses.DeleteResponseAsync(key, Patience));
        Assert.Null(await responses.ReadResponseAsync(key, withBody: false, Patience));
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
