using System.Text;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Conversations;

public sealed class RedisOutageTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_go_on_while_Redis_is_away_and_history_comes_back_by_itself()
    {
        var connection = redis.Require();
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider, ("ConnectionStrings:redis", connection));
        var conversation = "c" + Guid.NewGuid().ToString("N");
        await ChatAsync(gateway, conversation);

        await redis.KillAsync();
        for (var i = 0; i < 3; i++)
        {
            await ChatAsync(gateway, conversation);
        }

        var degraded = await gateway.Client.GetStringAsync("/health", Cancelled);
        await redis.RestartAsync();
        await UntilHealthyAsync(gateway);
        await ChatAsync(gateway, conversation);
        provider.TakeRequests();
        await ChatAsync(gateway, conversation);

        Assert.Equal("Degraded", degraded);
        Assert.Equal(2, gateway.Log.Entries.Count(entry =>
            entry.Level == LogLevel.Warning && entry.Category.EndsWith("HistoryState", StringComparison.Ordinal)));
        Assert.Equal(2, (await provider.NextRequestAsync()).Body.Split("\"role\":\"user\"").Length - 1);
    }

    private static async Task ChatAsync(GatewayServer gateway, string conversation)
    {
        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, ("x-conversation-id", conversation));
        using (response)
        {
            Assert.Equal(string.Concat(Wire.ChatEvents), body);
            Assert.Equal(Encoding.UTF8.GetByteCount(body), (await response.Content.ReadAsByteArrayAsync(Cancelled)).Length);
        }
    }

    private static async Task UntilHealthyAsync(GatewayServer gateway)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        while (await gateway.Client.GetStringAsync("/health", deadline.Token) != "Healthy")
        {
        }
    }
}
