using System.Diagnostics;
using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Conversations;

public sealed class RedisOutageTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private const int Clients = 8;
    private static readonly TimeSpan Timeout = TimeSpan.FromMilliseconds(500);

    // What a machine that does much else at the same time may add on top of it.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(3);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string> Outages => ["stopped and started empty", "stopped and started with its data", "killed", "paused"];

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Outages))]
    public async Task No_call_fails_or_waits_for_long_while_Redis_is_away_and_history_comes_back_by_itself(string outage)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider, ("ConnectionStrings:redis", redis.Require()), ("Gateway:Conversations:Timeout", Timeout.ToString()));
        var conversation = "outage-" + Guid.NewGuid().ToString("N");
        await AskAsync(gateway, conversation, 1);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        var load = Enumerable.Range(0, Clients).Select(client => LoadAsync(gateway, $"{conversation}-{client}", over.Token)).ToArray();

        await BeginAsync(outage);
        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is off", StringComparison.Ordinal));
        var during = await gateway.Client.GetStringAsync("/health", Cancelled);
        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => AskAsync(gateway, conversation + "-other", 1)));
        await Task.Delay(TimeSpan.FromSeconds(TestScale.IsFull ? 10 : 1), Cancelled);
        await EndAsync(outage);
        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is on again", StringComparison.Ordinal));
        await over.CancelAsync();
        var slowest = (await Task.WhenAll(load)).Max();

        provider.TakeRequests();
        await AskAsync(gateway, conversation, 2);
        await AskAsync(gateway, conversation, 3);
        var last = Upstream.Items(provider.TakeRequests()[1]);
        Assert.Equal("Degraded", during);
        Assert.InRange(slowest, TimeSpan.Zero, Timeout + Slack);
        Assert.Equal(outage is "stopped and started with its data" or "paused" ? 5 : 3, last.Length);
        Assert.Equal(["user: question 3"], last[^1..]);
        Assert.Equal(
            ["History is off", "History is on "],
            gateway.Log.Entries.Where(entry => entry.Level == LogLevel.Warning && entry.Category.EndsWith("HistoryState", StringComparison.Ordinal))
                .Select(entry => entry.Text[..14]));
        Assert.Equal("Healthy", await gateway.Client.GetStringAsync("/health", Cancelled));
    }

    [Theory(Timeout = 120_000)]
    [MemberData(nameof(Outages))]
    public async Task Responses_that_go_on_from_others_do_not_fail_during_or_after_it(string outage)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("ConnectionStrings:redis", redis.Require()));
        Assert.Equal(400, (await RespondAsync(gateway, """ "previous_response_id":"resp_unknown" """)).Status);
        var (created, json) = await gateway.SendAsync("/v1/conversations", "{}");
        created.Dispose();
        var conversation = JsonDocument.Parse(json).RootElement.GetProperty("id").GetString();
        var last = (await RespondAsync(gateway, """ "store":true """)).Id;
        async Task TurnsAsync()
        {
            for (var i = 0; i < 3; i++)
            {
                (var status, last) = await RespondAsync(gateway, $"\"previous_response_id\":\"{last}\"");
                Assert.Equal(200, status);
                Assert.Equal(200, (await RespondAsync(gateway, $"\"conversation\":\"{conversation}\"")).Status);
            }
        }

        await TurnsAsync();
        await BeginAsync(outage);
        await TurnsAsync();
        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is off", StringComparison.Ordinal));
        await EndAsync(outage);
        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is on again", StringComparison.Ordinal));
        await TurnsAsync();

        // The response that the first of the last three turns named was never kept; those three are.
        provider.TakeRequests();
        await RespondAsync(gateway, $"\"previous_response_id\":\"{last}\"");
        Assert.Equal(7, Upstream.Items(await provider.NextRequestAsync()).Length);
    }

    [Fact]
    public async Task What_is_only_about_history_is_a_503_while_Redis_is_away()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("ConnectionStrings:redis", redis.Require()));
        await AskAsync(gateway, "api-" + Guid.NewGuid().ToString("N"), 1);
        await redis.KillAsync();
        try
        {
            foreach (var path in (string[])["/v1/conversations", "/v1/conversations/c-1", "/v1/conversations/c-1/items", "/v1/responses/resp_1"])
            {
                using var response = await gateway.Client.GetAsync(path, Cancelled);
                Assert.Equal(503, (int)response.StatusCode);
                Assert.Contains("\"code\":\"history_unavailable\"", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
            }

            // A call is about more than history, even where it names some.
            var (answer, body) = await gateway.SendAsync("/v1/responses", """{"model":"m","input":"x","previous_response_id":"resp_1"}""");
            answer.Dispose();
            Assert.True(answer.IsSuccessStatusCode, body);
        }
        finally
        {
            await redis.RestartAsync();
        }
    }

    [Fact]
    public async Task A_gateway_that_starts_without_Redis_finds_it_when_it_comes()
    {
        var connection = redis.Require();
        await redis.KillAsync();
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("ConnectionStrings:redis", connection));
        await AskAsync(gateway, "early", 1);

        await redis.RestartAsync();
        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("History is on again", StringComparison.Ordinal));
        await AskAsync(gateway, "early", 2);
        await AskAsync(gateway, "early", 3);

        Assert.Equal(["user: question 2", "assistant: answer 2", "user: question 3"], Upstream.Items(provider.TakeRequests()[2]));
    }

    private async Task BeginAsync(string outage)
    {
        switch (outage)
        {
            case "killed": await redis.KillAsync(); break;
            case "paused": await redis.PauseAsync(); break;
            default: await redis.StopAsync(keepData: outage.EndsWith("with its data", StringComparison.Ordinal)); break;
        }
    }

    private async Task EndAsync(string outage) => await (outage == "paused" ? redis.ResumeAsync() : redis.RestartAsync());

    private static async Task<(int Status, string Id)> RespondAsync(GatewayServer gateway, string naming)
    {
        var (response, body) = await gateway.SendAsync("/v1/responses", $$"""{"model":"m","input":"x",{{naming}}}""");
        using (response)
        {
            using var answer = JsonDocument.Parse(body);
            return ((int)response.StatusCode, answer.RootElement.TryGetProperty("id", out var id) ? id.GetString()! : "");
        }
    }

    private static async Task<TimeSpan> LoadAsync(GatewayServer gateway, string conversation, CancellationToken over)
    {
        var slowest = TimeSpan.Zero;

        // Paced: each request holds all turns before it, and the provider keeps what it received.
        using var pace = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        for (var turn = 1; !over.IsCancellationRequested && turn <= 1000; turn++)
        {
            await pace.WaitForNextTickAsync(CancellationToken.None);
            var watch = Stopwatch.StartNew();
            await AskAsync(gateway, conversation, turn);
            slowest = watch.Elapsed > slowest ? watch.Elapsed : slowest;
        }

        return slowest;
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
