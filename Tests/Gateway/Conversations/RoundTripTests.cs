using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>
/// What history adds to a call: one round trip to read before the provider is asked, and one to write before the end is passed on. The
/// answers of Redis are held back meanwhile, so whatever is sent is sent without waiting for any of them.
/// </summary>
public sealed class RoundTripTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private static readonly string[] Read = ["LRANGE"];
    private static readonly string[] Script = ["EVALSHA"];
    private static readonly string[] TwoScripts = ["EVALSHA", "EVALSHA"];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string, string[], string[]> Calls => new()
    {
        { "/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"x"}]}""", Read, Script },
        { "/v1/messages", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"x"}]}""", Read, Script },
        { "/v1/responses", """{"model":"m","input":"x","previous_response_id":"<response>"}""", Script, TwoScripts },
        { "/v1/responses", """{"model":"m","input":"x","conversation":"<conversation>"}""", Script, TwoScripts },
    };

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task A_call_waits_for_Redis_once_to_read_and_once_to_write(string path, string body, string[] read, string[] written)
    {
        redis.Require();
        await using var proxy = new RedisProxy(redis.Port);
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider,
            ("ConnectionStrings:redis", proxy.ConnectionString), ("Gateway:Conversations:Timeout", "00:00:20"), ("Gateway:Signals:Enabled", "false"));
        var conversation = await CreateAsync(gateway);
        var response = await BeginAsync(gateway, conversation);
        body = body.Replace("<response>", response, StringComparison.Ordinal).Replace("<conversation>", conversation, StringComparison.Ordinal);
        (string, string)[] header = path == "/v1/responses" ? [] : [("x-conversation-id", conversation)];

        // The first call of each kind may bring its script along.
        (await gateway.SendAsync(path, body, header)).Response.Dispose();
        provider.TakeRequests();
        await QuietAsync(proxy);
        proxy.Hold();
        var call = gateway.SendAsync(path, body, header);

        await SeenAsync(proxy, read.Length);
        Assert.Equal(read, proxy.TakeCommands());
        Assert.Empty(provider.TakeRequests());
        proxy.Release();
        proxy.Hold();
        await SeenAsync(proxy, written.Length);
        Assert.Single(provider.TakeRequests());
        Assert.Equal(written, proxy.TakeCommands());
        Assert.False(call.IsCompleted);
        proxy.Release();
        var (answer, text) = await call;
        answer.Dispose();
        Assert.True(answer.IsSuccessStatusCode, text);
    }

    [Fact]
    public async Task A_turn_is_one_command_with_the_list_of_conversations_in_it()
    {
        redis.Require();
        await using var proxy = new RedisProxy(redis.Port);
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider, ("ConnectionStrings:redis", proxy.ConnectionString), ("Gateway:Conversations:Record", "all"), ("Gateway:Signals:Enabled", "false"));
        const string Body = """{"model":"m","messages":[{"role":"user","content":"x"}]}""";
        await SendAsync();
        await QuietAsync(proxy);

        var id = await SendAsync();

        // What had been sent without waiting would stand before the commands of the listing.
        var list = await gateway.Client.GetStringAsync("/v1/conversations", Cancelled);
        Assert.Contains(id, list, StringComparison.Ordinal);
        Assert.Equal(["EVALSHA", "ZREVRANGE"], proxy.TakeCommands().Take(2));

        async Task<string> SendAsync()
        {
            var (response, _) = await gateway.SendAsync("/v1/chat/completions", Body);
            using (response)
            {
                return response.Headers.GetValues("x-conversation-id").Single();
            }
        }
    }

    private static async Task<string> CreateAsync(GatewayServer gateway)
    {
        var (created, body) = await gateway.SendAsync("/v1/conversations", "{}");
        created.Dispose();
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }

    private static async Task<string> BeginAsync(GatewayServer gateway, string conversation)
    {
        var (answer, body) = await gateway.SendAsync("/v1/responses", $$"""{"model":"m","input":"x","conversation":"{{conversation}}"}""");
        answer.Dispose();
        return JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
    }

    /// <summary>Waits until what is sent without waiting has come too.</summary>
    private static async Task QuietAsync(RedisProxy proxy)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(150));
        do
        {
            proxy.TakeCommands();
            await timer.WaitForNextTickAsync(Cancelled);
        }
        while (proxy.Commands.Count > 0);
    }

    private static async Task SeenAsync(RedisProxy proxy, int count)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(10));
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
        while (proxy.Commands.Count < count)
        {
            await timer.WaitForNextTickAsync(deadline.Token);
        }
    }
}
