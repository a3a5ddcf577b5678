using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>A Redis that answers, but will not do what it is asked.</summary>
public sealed class RedisRefusalTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Refusals => new()
    {
        { "-LOADING Redis is loading the dataset in memory", "all" },
        { "-CLUSTERDOWN Hash slot not served", "all" },
        { "-NOAUTH Authentication required.", "all" },
        { "-NOPERM this user has no permissions to run the 'evalsha' command", "writes" },
        { "-READONLY You can't write against a read only replica.", "writes" },
        { "-MISCONF Redis is configured to save RDB snapshots, but it's currently unable to persist to disk.", "writes" },
        { "-OOM command not allowed when used memory > 'maxmemory'.", "writes" },
        { "-ERR Error running script (call to f_1): @user_script:38: @user_script: 38: -OOM command not allowed when used memory > 'maxmemory'.", "writes" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_refusal_costs_history_and_one_warning_until_it_is_over(string refusal, string of)
    {
        redis.Require();
        await using var proxy = new RedisProxy(redis.Port);
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider, ("ConnectionStrings:redis", proxy.ConnectionString), ("Gateway:Conversations:Timeout", "00:00:05"));
        var conversation = "refused-" + Guid.NewGuid().ToString("N");
        await AskAsync(gateway, conversation, 1);

        proxy.Answer = words => words[0] is "EVAL" or "EVALSHA" || (of == "all" && words[0] is "LRANGE" or "HMGET") ? refusal : null;
        await AskAsync(gateway, conversation, 2);
        var off = await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is off", StringComparison.Ordinal));
        await WhileProbedAsync(proxy, times: 5, () => AskAsync(gateway, conversation, 3));
        var during = await gateway.Client.GetStringAsync("/health", Cancelled);
        proxy.Answer = null;
        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is on again", StringComparison.Ordinal));
        provider.TakeRequests();
        await AskAsync(gateway, conversation, 4);

        Assert.Equal("Degraded", during);
        Assert.Equal(["user: question 1", "assistant: answer 1", "user: question 4"], Upstream.Items(await provider.NextRequestAsync()));
        Assert.Equal(2, gateway.Log.Entries.Count(entry => entry.Level == LogLevel.Warning));
        Assert.Contains($"({(refusal.Contains("OOM", StringComparison.Ordinal) ? "OOM" : refusal.Split(' ')[0][1..])})", off.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("full")]
    [InlineData("read-only")]
    public async Task A_server_that_is_full_or_read_only_for_a_while_is_the_same(string state)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider, ("ConnectionStrings:redis", redis.Require()), ("Gateway:Conversations:Timeout", "00:00:05"));
        var database = (await redis.ClientAsync()).GetDatabase();
        var conversation = "state-" + Guid.NewGuid().ToString("N");
        await AskAsync(gateway, conversation, 1);

        await (state == "full" ? database.ExecuteAsync("CONFIG", "SET", "maxmemory", "1") : database.ExecuteAsync("REPLICAOF", "127.0.0.1", "1"));
        try
        {
            await AskAsync(gateway, conversation, 2);
            await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is off", StringComparison.Ordinal));
            for (var i = 0; i < 20; i++)
            {
                await AskAsync(gateway, conversation, 3);
            }
        }
        finally
        {
            await (state == "full" ? database.ExecuteAsync("CONFIG", "SET", "maxmemory", "0") : database.ExecuteAsync("REPLICAOF", "NO", "ONE"));
        }

        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is on again", StringComparison.Ordinal));
        provider.TakeRequests();
        await AskAsync(gateway, conversation, 4);
        Assert.Equal(["user: question 1", "assistant: answer 1", "user: question 4"], Upstream.Items(await provider.NextRequestAsync()));
        Assert.Equal(2, gateway.Log.Entries.Count(entry => entry.Level == LogLevel.Warning));
    }

    /// <summary>Calls until the store has been asked so many times whether it is back.</summary>
    private static async Task WhileProbedAsync(RedisProxy proxy, int times, Func<Task> call)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        proxy.TakeCommands();
        while (proxy.Commands.Count < times)
        {
            await call();
            deadline.Token.ThrowIfCancellationRequested();
        }
    }

    private static async Task AskAsync(GatewayServer gateway, string conversation, int number)
    {
        var (response, body) = await gateway.SendAsync(
            "/v1/chat/completions",
            $$"""{"model":"m","stream":true,"messages":[{"role":"user","content":"question {{number}}"}]}""",
            ("x-conversation-id", conversation));
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, body);
            Assert.EndsWith("data: [DONE]", body.TrimEnd(), StringComparison.Ordinal);
        }
    }
}
