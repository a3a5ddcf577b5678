using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Signals;

public sealed class SharedReportTests(RedisServer redis) : IClassFixture<RedisServer>
{
    [Fact]
    public async Task A_report_that_one_gateway_made_is_listed_by_another()
    {
        var connection = ("ConnectionStrings:redis", (string?)redis.Require());
        var id = $"c-{Guid.NewGuid():N}";
        await using var one = await SignalsGateway.AnsweringAsync("Sorry.", connection);
        await using var other = await SignalsGateway.AnsweringAsync("Sorry.", connection);
        using var spans = new SpanRecorder();

        await one.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User(SignalsGateway.Bad)), ("x-conversation-id", id));
        await spans.WaitForAsync("chat m-1");
        var body = await other.Server.Client.GetStringAsync(
            new Uri("/v1/signals/conversations", UriKind.Relative), TestContext.Current.CancellationToken);

        var entry = Assert.Single(JsonElement.Parse(body).GetProperty("data").EnumerateArray());
        Assert.Equal((id, spans.TraceId), (entry.GetProperty("id").GetString(), entry.GetProperty("trace_id").GetString()));
    }

    [Fact]
    public async Task Callers_see_their_own_conversations_only()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync(
            "Sorry.", ("Gateway:ApiKeys:team-a", HashOf("key-a-0123456789abcdef")), ("Gateway:ApiKeys:team-b", HashOf("key-b-0123456789abcdef")));
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(
            spans,
            SignalsGateway.Request(SignalsGateway.User(SignalsGateway.Bad)),
            ("x-conversation-id", "c-1"),
            ("Authorization", "Bearer key-a-0123456789abcdef"));
        await spans.WaitForAsync("chat m-1");

        Assert.Equal((1, 0), (await CountAsync(gateway, "key-a-0123456789abcdef"), await CountAsync(gateway, "key-b-0123456789abcdef")));
    }

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));

    private static async Task<int> CountAsync(SignalsGateway gateway, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/signals/conversations");
        request.Headers.Authorization = new("Bearer", key);
        using var response = await gateway.Server.Client.SendAsync(request, TestContext.Current.CancellationToken);
        response.EnsureSuccessStatusCode();
        var body = JsonElement.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return body.GetProperty("data").GetArrayLength();
    }
}
