using Aspire.Hosting.Testing;
using StackExchange.Redis;

namespace LlmAspire.Tests.AppHost;

[Collection(WholeApp.Name)]
public sealed class ConversationCommandTests(LlmAspireApp fixture)
{
    [Fact]
    public async Task Conversations_are_shown_and_flushed_and_nothing_else_is_deleted()
    {
        using var deadline = LlmAspireApp.Deadline();
        var connectionString = await fixture.App.GetConnectionStringAsync("redis", deadline.Token);
        Assert.SkipWhen(connectionString is null, "There is no Redis on this machine, so there is nothing to flush.");
        var id = $"conv-{Guid.NewGuid():N}";
        using var client = fixture.CreateGatewayClient();
        using var request = ChatRequest.Create("mock-3x1", "show me", conversationId: id);
        using var response = await client.SendAsync(request, deadline.Token);
        await response.Content.ReadAsStringAsync(deadline.Token);
        using var redis = await ConnectionMultiplexer.ConnectAsync(connectionString);
        var other = (RedisKey)$"other:{id}";
        await redis.GetDatabase().StringSetAsync(other, "kept", TimeSpan.FromMinutes(5));

        var shown = await fixture.App.ResourceCommands.ExecuteCommandAsync("gateway", "show-conversations", deadline.Token);
        var flushed = await fixture.App.ResourceCommands.ExecuteCommandAsync("redis", "flush-conversations", deadline.Token);
        var after = await fixture.App.ResourceCommands.ExecuteCommandAsync("gateway", "show-conversations", deadline.Token);

        Assert.True(shown.Success, shown.Message);
        Assert.Contains($"{id}  show me", shown.Data!.Value, StringComparison.Ordinal);
        Assert.True(flushed.Success, flushed.Message);
        Assert.DoesNotContain(id, after.Data?.Value ?? "", StringComparison.Ordinal);
        Assert.True(await redis.GetDatabase().KeyDeleteAsync(other));
    }
}
