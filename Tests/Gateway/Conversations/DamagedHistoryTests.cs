using System.Text;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.Logging;
using StackExchange.Redis;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Calls whose stored conversation is not as the gateway left it.</summary>
public sealed class DamagedHistoryTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [Theory]
    [InlineData("{not json")]
    [InlineData("t.0 {\"dialect\":\"openai.chat\",\"role\":\"user\",\"message\":{\"role\":\"user\",\"content\":\"cut")]
    [InlineData("t.0 {\"dialect\":\"openai.chat\",\"role\":\"user\",\"message\":{\"role\":\"user\"}} , {\"injected\":1}")]
    [InlineData("\u0000\u0001")]
    public async Task One_bad_item_does_not_spoil_a_conversation_and_is_left_as_it_is(string bad)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("ConnectionStrings:redis", redis.Require()));
        var client = await redis.ClientAsync();
        var id = "bad-" + Guid.NewGuid().ToString("N");
        var list = (RedisKey)$"conversation:{{default:{id}}}:items";
        await AskAsync(gateway, id, "one");
        await client.GetDatabase().ListRightPushAsync(list, Encoding.UTF8.GetBytes(bad));

        await AskAsync(gateway, id, "two");
        await AskAsync(gateway, id, "three");

        Assert.Equal(
            ["user: one", "assistant: answer 1", "user: two", "assistant: answer 2", "user: three"], Upstream.Items(provider.TakeRequests()[2]));
        Assert.Equal(bad, (string?)await client.GetDatabase().ListGetByIndexAsync(list, 2));
        Assert.Single(gateway.Log.Entries, entry => entry.Text.Contains("cannot be read", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Log.Entries, entry => entry.Text.Contains("not json", StringComparison.Ordinal));
        using var shown = await gateway.Client.GetAsync($"/v1/conversations/{id}/items", TestContext.Current.CancellationToken);
        Assert.True(shown.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_tools_call_and_its_result_go_together_when_one_of_them_cannot_be_read(int bad)
    {
        var answers = new Queue<string>(
        [
            """{"role":"assistant","content":null,"tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]}""",
            """{"role":"assistant","content":"done"}""", """{"role":"assistant","content":"done again"}""",
        ]);
        await using var provider = await ScriptedProvider.StartAsync(context => ScriptedProvider.SendAsync(
            context, $$"""{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{{answers.Dequeue()}},"finish_reason":"stop"}]}"""));
        await using var gateway = GatewayServer.Before(provider, ("ConnectionStrings:redis", redis.Require()));
        var client = await redis.ClientAsync();
        var id = "pair-" + Guid.NewGuid().ToString("N");
        await SendAsync(gateway, id, """{"role":"user","content":"go"}""");
        await SendAsync(gateway, id, """{"role":"tool","tool_call_id":"c1","content":"result"}""");
        await client.GetDatabase().ListSetByIndexAsync($"conversation:{{default:{id}}}:items", bad, "t9.0 {\"dialect\":\"openai.chat.v9\",\"message\":{}}");

        await SendAsync(gateway, id, """{"role":"user","content":"and?"}""");

        Assert.Equal(["user: go", "assistant: done", "user: and?"], Upstream.Items(provider.TakeRequests()[2]));
    }

    [Theory]
    [InlineData("conversation:{default:<conversation>}:meta")]
    [InlineData("conversation:{default:<conversation>}:items")]
    [InlineData("response:{default:resp_1}")]
    public async Task A_key_of_another_type_costs_a_response_its_history_and_not_the_call(string key)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("ConnectionStrings:redis", redis.Require()));
        var database = (await redis.ClientAsync()).GetDatabase();
        var (first, _) = await gateway.SendAsync("/v1/responses", """{"model":"m","input":"one"}""");
        first.Dispose();
        var conversation = (string?)await database.HashGetAsync("response:{default:resp_1}", "conversation");
        key = key.Replace("<conversation>", conversation, StringComparison.Ordinal);
        await database.StringSetAsync(key, "mine");

        var (second, body) = await gateway.SendAsync("/v1/responses", """{"model":"m","input":"two","previous_response_id":"resp_1"}""");

        using (second)
        {
            Assert.True(second.IsSuccessStatusCode, body);
            Assert.Equal("user: two", Upstream.Items(provider.TakeRequests()[1])[^1].Replace("text:", "user:", StringComparison.Ordinal));
            Assert.Equal("mine", (string?)await database.StringGetAsync(key));
            Assert.Equal("Healthy", await gateway.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        }

        await database.KeyDeleteAsync("response:{default:resp_1}");
    }

    [Fact]
    public async Task A_conversation_whose_key_holds_something_else_costs_only_its_own_history()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("ConnectionStrings:redis", redis.Require()));
        var client = await redis.ClientAsync();
        var id = "type-" + Guid.NewGuid().ToString("N");
        await client.GetDatabase().StringSetAsync($"conversation:{{default:{id}}}:items", "mine");

        await AskAsync(gateway, id, "one");
        await AskAsync(gateway, id, "two");
        await AskAsync(gateway, id + "-other", "one");
        await AskAsync(gateway, id + "-other", "two");

        var requests = provider.TakeRequests();
        Assert.Equal(["user: two"], Upstream.Items(requests[1]));
        Assert.Equal(["user: one", "assistant: answer 3", "user: two"], Upstream.Items(requests[3]));
        Assert.Equal("mine", (string?)await client.GetDatabase().StringGetAsync($"conversation:{{default:{id}}}:items"));
        Assert.Equal("Healthy", await gateway.Client.GetStringAsync("/health", TestContext.Current.CancellationToken));
        Assert.Single(gateway.Log.Entries, entry => entry.Level == LogLevel.Warning);
    }

    private static Task AskAsync(GatewayServer gateway, string conversation, string text) =>
        SendAsync(gateway, conversation, $$"""{"role":"user","content":"{{text}}"}""");

    private static async Task SendAsync(GatewayServer gateway, string conversation, string message)
    {
        var (response, body) = await gateway.SendAsync(
            "/v1/chat/completions", $$"""{"model":"m","messages":[{{message}}]}""", ("x-conversation-id", conversation));
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, body);
        }
    }
}
