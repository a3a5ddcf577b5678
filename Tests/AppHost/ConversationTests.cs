using Aspire.Hosting.Testing;
using StackExchange.Redis;

namespace LlmAspire.Tests.AppHost;

[Collection(WholeApp.Name)]
public sealed class ConversationTests(LlmAspireApp fixture)
{
    [Fact]
    public async Task A_turn_under_a_conversation_id_is_in_Redis_when_its_stream_has_ended()
    {
        using var deadline = LlmAspireApp.Deadline();
        var id = $"conv-{Guid.NewGuid():N}";
        var connectionString = await fixture.App.GetConnectionStringAsync("redis", deadline.Token);
        Assert.SkipWhen(connectionString is null, "There is no Redis on this machine, so history stays in the gateway's memory.");
        using var client = fixture.CreateGatewayClient();

        using var request = ChatRequest.Create("mock-3x1", "remember me", conversationId: id);
        using var response = await client.SendAsync(request, deadline.Token);
        Assert.Equal(id, response.Headers.GetValues("x-conversation-id").Single());
        await response.Content.ReadAsStringAsync(deadline.Token);

        using var redis = await ConnectionMultiplexer.ConnectAsync(connectionString);
        var items = await redis.GetDatabase().ListRangeAsync($"conversation:{{default:{id}}}:items").WaitAsync(deadline.Token);
        Assert.Equal(2, items.Length);
        Assert.Contains("remember me", (string?)items[0], StringComparison.Ordinal);
        Assert.Contains("assistant", (string?)items[1], StringComparison.Ordinal);
    }
}
