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

    private static async Task AskAsync(GatewayServer gateway, string conversation, string text)
    {
        var (response, body) = await gateway.SendAsync(
            "/v1/chat/completions", $$"""{"model":"m","messages":[{"role":"user","content":"{{text}}"}]}""", ("x-conversation-id", conversation));
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, body);
        }
    }
}
