using LlmAspire.Gateway.Conversations;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <content>Conversations and responses as things to look up, change and delete.</content>
public abstract partial class ConversationStoreContract
{
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
    public async Task A_response_is_read_with_the_conversation_that_it_stands_in()
    {
        var stores = Open(new ConversationOptions());
        var (key, response) = (NewKey(), NewKey());
        await stores.Conversations.AppendAsync(key, Turn("t1", "a", "b"), Patience);
        await stores.Responses.WriteResponseAsync(response, new StoredResponse(key.Id, "t1", IsChain: true, Utf8("{}")) { Asked = 1 }, Patience);

        var chain = (await stores.Responses.ReadChainAsync(response, Patience))!;

        Assert.Equal((key.Id, "t1", true, 1), (chain.Response.Conversation, chain.Response.Turn, chain.Response.IsChain, chain.Response.Asked));
        Assert.Equal(["a", "b"], chain.Stored.Items.Select(TextOf));
        Assert.Null(await stores.Responses.ReadChainAsync(response with { Tenant = "other" }, Patience));
        await stores.Catalog.DeleteAsync(key, Patience);
        Assert.Empty((await stores.Responses.ReadChainAsync(response, Patience))!.Stored.Items);
    }

    [Fact]
    public async Task Items_of_a_conversation_that_is_not_there_are_not_the_same_as_none()
    {
        var stores = Open(new ConversationOptions());
        var (key, empty) = (NewKey(), NewKey());
        await stores.Conversations.AppendAsync(key, Turn("t1", "a", "b"), Patience);
        await stores.Catalog.CreateAsync(empty, Utf8("{}"), Patience);

        Assert.Equal(["a", "b"], (await stores.Catalog.ReadItemsAsync(key, Patience))!.Value.Items.Select(TextOf));
        Assert.Empty((await stores.Catalog.ReadItemsAsync(empty, Patience))!.Value.Items);
        Assert.Null(await stores.Catalog.ReadItemsAsync(NewKey(), Patience));
        Assert.Null(await stores.Catalog.ReadItemsAsync(key with { Tenant = "other" }, Patience));
    }
}
