using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Every turn is there for the next one, through whichever gateway that goes, and however many there are at once.</summary>
public sealed class ReadYourWriteTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/v1/chat/completions", "data: [DONE]")]
    [InlineData("/v1/messages", "event: message_stop")]
    [InlineData("/v1/responses", "event: response.completed")]
    public async Task A_turn_sent_the_moment_the_last_one_ended_finds_it_through_another_gateway(string path, string end)
    {
        var turns = TestScale.IsFull ? 1000 : 40;
        string[] settings =
        [
            $"ConnectionStrings:redis={redis.Require()}", "Gateway:Conversations:MaxItems=5000", "Gateway:Conversations:Timeout=00:00:05",
        ];
        await using var provider = await Upstream.StartAsync();
        await using var one = await GatewayProcess.StartAsync(provider, settings);
        await using var other = await GatewayProcess.StartAsync(provider, settings);
        var conversation = "turns-" + Guid.NewGuid().ToString("N");

        for (var turn = 1; turn <= turns; turn++)
        {
            await AskUntilAsync((turn % 2 == 0 ? one : other).Client, path, conversation, turn, end);

            var items = Upstream.Items(await provider.NextRequestAsync());
            Assert.Equal((2 * turn) - 1, items.Length);
            Assert.Equal($"user: question {turn}", items[^1]);
            for (var earlier = 1; earlier < turn; earlier++)
            {
                Assert.Equal($"user: question {earlier}", items[2 * (earlier - 1)]);
                Assert.Equal($"assistant: answer {earlier}", items[(2 * earlier) - 1]);
            }
        }
    }

    [Fact]
    public async Task Fifty_clients_on_one_conversation_lose_nothing_and_tear_nothing()
    {
        var each = TestScale.IsFull ? 20 : 3;
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider,
            ("ConnectionStrings:redis", redis.Require()), ("Gateway:Conversations:MaxItems", "5000"), ("Gateway:Conversations:Timeout", "00:00:20"));
        var conversation = "crowd-" + Guid.NewGuid().ToString("N");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async client =>
        {
            for (var turn = 0; turn < each; turn++)
            {
                await AskUntilAsync(gateway.Client, "/v1/chat/completions", conversation, (client * 1000) + turn, "data: [DONE]");
            }
        }));

        provider.TakeRequests();
        await AskUntilAsync(gateway.Client, "/v1/chat/completions", conversation, 999_999, "data: [DONE]");
        var items = Upstream.Items(await provider.NextRequestAsync())[..^1];
        Assert.Equal(100 * each, items.Length);
        Assert.Equal(50 * each, items.Where((_, i) => i % 2 == 0).Distinct().Count());
        Assert.Equal(50 * each, items.Where((_, i) => i % 2 == 1).Distinct().Count());
        Assert.All(items.Chunk(2), turn => Assert.True(turn[0].StartsWith("user: ", StringComparison.Ordinal) && turn[1].StartsWith("assistant: ", StringComparison.Ordinal)));
        foreach (var client in Enumerable.Range(0, 50))
        {
            // Each client sent one after the other, so its own turns stand in its order.
            var own = items.Where(item => item.StartsWith("user: ", StringComparison.Ordinal)).Select(item => int.Parse(item["user: question ".Length..], System.Globalization.CultureInfo.InvariantCulture))
                .Where(number => number / 1000 == client);
            Assert.Equal(Enumerable.Range(client * 1000, each), own);
        }
    }

    [Fact]
    public async Task Fifty_conversations_at_once_keep_apart()
    {
        var turns = TestScale.IsFull ? 20 : 3;
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider, ("ConnectionStrings:redis", redis.Require()), ("Gateway:Conversations:Timeout", "00:00:20"));
        var run = Guid.NewGuid().ToString("N");

        await Task.WhenAll(Enumerable.Range(0, 50).Select(async client =>
        {
            for (var turn = 1; turn <= turns; turn++)
            {
                await AskUntilAsync(gateway.Client, "/v1/messages", $"{run}-{client}", (client * 1000) + turn, "event: message_stop");
            }
        }));

        var last = provider.TakeRequests().Select(Upstream.Items).Where(items => items.Length == (2 * turns) - 1).ToArray();
        Assert.Equal(50, last.Length);
        Assert.All(last, items =>
        {
            var numbers = items.Where((_, i) => i % 2 == 0).Select(item => int.Parse(item["user: question ".Length..], System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal(Enumerable.Range(numbers[0], turns), numbers);
        });
    }

    private static async Task AskUntilAsync(HttpClient gateway, string path, string conversation, int number, string end)
    {
        var input = path == "/v1/responses" ? $$"""
            "input":[{"role":"user","content":"question {{number}}"}]
            """ : $$"""
            "max_tokens":9,"messages":[{"role":"user","content":"question {{number}}"}]
            """;
        using var request = GatewayServer.Post(path, $$"""{"model":"m","stream":true,{{input}}}""", ("x-conversation-id", conversation));
        using var response = await gateway.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));
        while (await reader.ReadLineAsync(Cancelled) is { } line)
        {
            if (line == end)
            {
                return;
            }
        }

        Assert.Fail($"The answer to question {number} had no end.");
    }
}
