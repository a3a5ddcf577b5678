using System.Net;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>OpenAI's Conversations API, and the list for people.</summary>
public sealed class ConversationsApiTests(MemoryGateway shared) : IClassFixture<MemoryGateway>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_conversation_is_made_looked_up_changed_and_deleted()
    {
        var gateway = shared.Server;

        var created = await ConversationsApi.SendAsync(gateway, HttpMethod.Post, "/v1/conversations", """
            {"metadata":{"topic":"demo"},"items":[{"type":"message","role":"user","content":"Hello!"}]}
            """);
        var id = created.GetProperty("id").GetString()!;
        var found = await ConversationsApi.SendAsync(gateway, HttpMethod.Get, $"/v1/conversations/{id}");
        var changed = await ConversationsApi.SendAsync(gateway, HttpMethod.Post, $"/v1/conversations/{id}", """{"metadata":{"topic":"other","n":"1"}}""");
        ConversationsApi.AssertError(await ConversationsApi.SendAsync(gateway, HttpMethod.Post, $"/v1/conversations/{id}", "{}", 400), code: null);
        var kept = await ConversationsApi.SendAsync(gateway, HttpMethod.Get, $"/v1/conversations/{id}");
        var cleared = await ConversationsApi.SendAsync(gateway, HttpMethod.Post, $"/v1/conversations/{id}", """{"metadata":null}""");
        var deleted = await ConversationsApi.SendAsync(gateway, HttpMethod.Delete, $"/v1/conversations/{id}");
        var gone = await ConversationsApi.SendAsync(gateway, HttpMethod.Get, $"/v1/conversations/{id}", status: 404);

        Assert.Matches("^conv_[0-9a-f]{32}$", id);
        Assert.Equal("conversation", created.GetProperty("object").GetString());
        Assert.InRange(created.GetProperty("created_at").GetInt64(), 1_700_000_000, 9_000_000_000);
        Assert.Equal("""{"topic":"demo"}""", created.GetProperty("metadata").GetRawText());
        Assert.Equal(created.GetRawText(), found.GetRawText());
        Assert.Equal("""{"topic":"other","n":"1"}""", changed.GetProperty("metadata").GetRawText());
        Assert.Equal(("""{"topic":"other","n":"1"}""", "{}"), (kept.GetProperty("metadata").GetRawText(), cleared.GetProperty("metadata").GetRawText()));
        Assert.Equal($$"""{"id":"{{id}}","object":"conversation.deleted","deleted":true}""", deleted.GetRawText());
        ConversationsApi.AssertError(gone, "conversation_not_found");
    }

    [Fact]
    public async Task Items_are_added_listed_looked_up_and_deleted()
    {
        var gateway = shared.Server;
        var id = (await ConversationsApi.SendAsync(gateway, HttpMethod.Post, "/v1/conversations", "{}")).GetProperty("id").GetString()!;

        var added = await ConversationsApi.SendAsync(gateway, HttpMethod.Post, $"/v1/conversations/{id}/items", """
            {"items":[
              {"type":"message","role":"user","content":[{"type":"input_text","text":"one"},{"type":"input_image","image_url":"https://x.test/1.png"}]},
              {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c1","output":"done"},
              {"role":"assistant","content":"two"}]}
            """);
        var items = added.GetProperty("data").EnumerateArray().ToArray();
        var single = await ConversationsApi.SendAsync(gateway, HttpMethod.Get, $"/v1/conversations/{id}/items/{items[3].GetProperty("id").GetString()}");
        var left = await ConversationsApi.SendAsync(gateway, HttpMethod.Delete, $"/v1/conversations/{id}/items/{items[0].GetProperty("id").GetString()}");
        var list = await ConversationsApi.SendAsync(gateway, HttpMethod.Get, $"/v1/conversations/{id}/items?order=asc");

        Assert.Equal("list", added.GetProperty("object").GetString());
        Assert.Equal(["msg", "fc", "fco", "msg"], items.Select(item => item.GetProperty("id").GetString()!.Split('_')[0]));
        Assert.All(items, item => Assert.Equal("completed", item.GetProperty("status").GetString()));
        Assert.Equal("https://x.test/1.png", items[0].GetProperty("content")[1].GetProperty("image_url").GetString());
        Assert.Equal("""[{"type":"output_text","text":"two","annotations":[]}]""", single.GetProperty("content").GetRawText());
        Assert.Equal(id, left.GetProperty("id").GetString());
        Assert.Equal(
            ["function_call", "function_call_output", "message"],
            list.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("type").GetString()));
        await ConversationsApi.SendAsync(gateway, HttpMethod.Get, $"/v1/conversations/{id}/items/{items[0].GetProperty("id").GetString()}", status: 404);
        await ConversationsApi.SendAsync(gateway, HttpMethod.Delete, $"/v1/conversations/{id}/items/unknown", status: 404);
    }

    [Theory]
    [InlineData("asc")]
    [InlineData("desc")]
    public async Task Items_come_page_by_page_in_either_order(string order)
    {
        var gateway = shared.Server;
        var id = (await ConversationsApi.SendAsync(gateway, HttpMethod.Post, "/v1/conversations", "{}")).GetProperty("id").GetString()!;
        var texts = Enumerable.Range(0, 7).Select(i => $"text {i}").ToArray();
        var all = string.Join(',', texts.Select(text => $$"""{"role":"user","content":"{{text}}"}"""));
        await ConversationsApi.SendAsync(gateway, HttpMethod.Post, $"/v1/conversations/{id}/items", $$"""{"items":[{{all}}]}""");
        var seen = new List<string>();
        var query = $"limit=3&order={order}";
        for (var more = true; more;)
        {
            var page = await ConversationsApi.SendAsync(gateway, HttpMethod.Get, $"/v1/conversations/{id}/items?{query}");
            var data = page.GetProperty("data").EnumerateArray().ToArray();
            seen.AddRange(data.Select(item => item.GetProperty("content")[0].GetProperty("text").GetString()!));
            Assert.Equal(page.GetProperty("first_id").GetString(), data[0].GetProperty("id").GetString());
            Assert.Equal(page.GetProperty("last_id").GetString(), data[^1].GetProperty("id").GetString());
            more = page.GetProperty("has_more").GetBoolean();
            query = $"limit=3&order={order}&after={page.GetProperty("last_id").GetString()}";
        }

        Assert.Equal(order == "asc" ? texts : texts.Reverse(), seen);
    }

    [Fact]
    public async Task What_calls_have_said_in_any_dialect_is_shown_as_items()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.AnthropicEvents);
        await using var gateway = GatewayServer.Before(provider);
        var (response, _) = await gateway.SendAsync("/v1/messages", Wire.AnthropicRequest, ("x-conversation-id", "c-1"));
        response.Dispose();

        var list = await ConversationsApi.SendAsync(gateway, HttpMethod.Get, "/v1/conversations/c-1/items?order=asc");

        var items = list.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["message", "message", "function_call"], items.Select(item => item.GetProperty("type").GetString()));
        Assert.Equal("""{"city": "Bonn"}""", items[2].GetProperty("arguments").GetString());
        Assert.Equal(3, items.Select(item => item.GetProperty("id").GetString()).Distinct().Count());
    }

    [Fact]
    public async Task Conversations_are_listed_for_people_with_title_counts_and_last_activity()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Conversations:Record", "all"));
        await AskAsync(gateway, "/v1/chat/completions", """{"model":"m","messages":[{"role":"system","content":"s"},{"role":"user","content":"First\nquestion"}]}""", "c-1");
        await AskAsync(gateway, "/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"Second question"}]}""", "c-1");
        await AskAsync(gateway, "/v1/messages", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"Another conversation"}]}""", null);

        var list = await ConversationsApi.SendAsync(gateway, HttpMethod.Get, "/v1/conversations");

        var data = list.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(["Another conversation", "First question"], data.Select(item => item.GetProperty("title").GetString()));
        Assert.Equal([1, 2], data.Select(item => item.GetProperty("turn_count").GetInt32()));
        Assert.Equal([2, 4], data.Select(item => item.GetProperty("item_count").GetInt32()));
        Assert.All(data, item => Assert.Equal(32, item.GetProperty("last_trace_id").GetString()!.Length));
        Assert.All(data, item => Assert.InRange(
            item.GetProperty("last_active_at").GetInt64(), item.GetProperty("created_at").GetInt64(), item.GetProperty("created_at").GetInt64() + 60));
    }

    [Theory]
    [InlineData("GET", "/v1/conversations/unknown", null, 404)]
    [InlineData("POST", "/v1/conversations/unknown", """{"metadata":{}}""", 404)]
    [InlineData("DELETE", "/v1/conversations/unknown", null, 404)]
    [InlineData("GET", "/v1/conversations/un%20known", null, 404)]
    [InlineData("GET", "/v1/conversations/unknown/items", null, 404)]
    [InlineData("POST", "/v1/conversations/unknown/items", """{"items":[{"role":"user","content":"x"}]}""", 404)]
    [InlineData("GET", "/v1/conversations/unknown/items/msg_1", null, 404)]
    [InlineData("DELETE", "/v1/conversations/unknown/items/msg_1", null, 404)]
    [InlineData("GET", "/v1/responses/unknown", null, 404)]
    [InlineData("DELETE", "/v1/responses/un.known", null, 404)]
    [InlineData("GET", "/v1/conversations?limit=0", null, 400)]
    [InlineData("GET", "/v1/conversations?limit=many", null, 400)]
    [InlineData("GET", "/v1/conversations?order=random", null, 400)]
    [InlineData("GET", "/v1/conversations?after=unknown", null, 400)]
    [InlineData("POST", "/v1/conversations", "{", 400)]
    [InlineData("POST", "/v1/conversations", "[]", 400)]
    [InlineData("POST", "/v1/conversations", """{"metadata":[]}""", 400)]
    [InlineData("POST", "/v1/conversations", """{"metadata":{"a":1}}""", 400)]
    [InlineData("POST", "/v1/conversations", """{"items":{}}""", 400)]
    [InlineData("POST", "/v1/conversations", """{"items":["x"]}""", 400)]
    [InlineData("POST", "/v1/conversations", """{"items":[{"type":"message","content":"x"}]}""", 400)]
    [InlineData("POST", "/v1/conversations", """{"items":[{"role":"user"}]}""", 400)]
    [InlineData("POST", "/v1/conversations", """{"metadata":{"a":"\ud83d"}}""", 400)]
    [InlineData("POST", "/v1/conversations", """{"metadata":{"a":null}}""", 400)]
    [InlineData("POST", "/v1/conversations/unknown", "{}", 400)]
    [InlineData("POST", "/v1/conversations/unknown/items", "{}", 400)]
    [InlineData("POST", "/v1/conversations/unknown/items", """{"items":[]}""", 400)]
    [InlineData("GET", "/v1/conversations?before=unknown", null, 400)]
    [InlineData("GET", "/v1/conversations?limit=101", null, 400)]
    [InlineData("POST", "/v1/conversations", """{"items":[{"type":"item_reference","id":"x"}]}""", 400)]
    public async Task What_is_not_there_or_not_right_is_an_error_in_OpenAIs_shape(string method, string path, string? body, int status)
    {
        var gateway = shared.Server;

        ConversationsApi.AssertError(await ConversationsApi.SendAsync(gateway, new HttpMethod(method), path, body, status), code: null);
    }

    [Fact]
    public async Task Metadata_and_items_have_OpenAIs_limits()
    {
        var gateway = shared.Server;
        string Pairs(int count, int key, int value) => "{" + string.Join(
            ',', Enumerable.Range(0, count).Select(i => $"\"{i:x2}{new string('k', key - 2)}\":\"{new string('v', value)}\"")) + "}";
        string Items(int count) => string.Join(',', Enumerable.Repeat("""{"role":"user","content":"x"}""", count));

        await ConversationsApi.SendAsync(gateway, HttpMethod.Post, "/v1/conversations", $$"""{"metadata":{{Pairs(16, 64, 512)}},"items":[{{Items(20)}}]}""");
        await ConversationsApi.SendAsync(gateway, HttpMethod.Post, "/v1/conversations", $$"""{"metadata":{{Pairs(17, 2, 1)}}}""", 400);
        await ConversationsApi.SendAsync(gateway, HttpMethod.Post, "/v1/conversations", $$"""{"metadata":{{Pairs(1, 65, 1)}}}""", 400);
        await ConversationsApi.SendAsync(gateway, HttpMethod.Post, "/v1/conversations", $$"""{"metadata":{{Pairs(1, 2, 513)}}}""", 400);
        await ConversationsApi.SendAsync(gateway, HttpMethod.Post, "/v1/conversations", $$"""{"items":[{{Items(21)}}]}""", 400);
    }

    [Fact]
    public async Task A_web_page_cannot_add_to_a_conversation()
    {
        var gateway = shared.Server;
        using var request = GatewayServer.Post("/v1/conversations", "{}");
        request.Content!.Headers.ContentType = new System.Net.Http.Headers.MediaTypeHeaderValue("text/plain");

        using var response = await gateway.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
    }

    [Fact]
    public async Task An_item_longer_than_a_conversation_is_refused_and_nothing_is_made()
    {
        await using var gateway = GatewayServer.Start([("Gateway:Conversations:MaxBytes", "2000")]);
        var item = $$"""{"items":[{"role":"user","content":"{{new string('x', 2000)}}"}]}""";

        ConversationsApi.AssertError(await ConversationsApi.SendAsync(gateway, HttpMethod.Post, "/v1/conversations", item, 400), code: null);

        Assert.Empty((await ConversationsApi.SendAsync(gateway, HttpMethod.Get, "/v1/conversations")).GetProperty("data").EnumerateArray());
    }

    private static async Task AskAsync(GatewayServer gateway, string path, string body, string? conversation)
    {
        (string, string)[] headers = conversation is null ? [] : [("x-conversation-id", conversation)];
        var (response, answer) = await gateway.SendAsync(path, body, headers);
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, answer);
        }
    }
}
