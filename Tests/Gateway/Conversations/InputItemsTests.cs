using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary><c>GET /v1/responses/{id}/input_items</c>.</summary>
public sealed class InputItemsTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task They_are_what_came_before_and_what_was_asked_and_not_the_answer_or_what_came_after()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = await ThreeTurnsAsync(provider);

        Assert.Equal(["one", "two"], await TextsAsync(gateway, "resp_1/input_items?order=asc"));
        Assert.Equal(["one", "two", "answer 1", "three"], await TextsAsync(gateway, "resp_2/input_items?order=asc"));
        Assert.Equal(["four", "answer 2", "three", "answer 1", "two", "one"], await TextsAsync(gateway, "resp_3/input_items"));
    }

    [Fact]
    public async Task They_come_page_by_page_in_either_direction()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = await ThreeTurnsAsync(provider);
        var all = await PageAsync(gateway, "resp_3/input_items?order=asc");
        string IdOf(int i) => all.GetProperty("data")[i].GetProperty("id").GetString()!;

        var first = await PageAsync(gateway, "resp_3/input_items?order=asc&limit=2");
        var between = await PageAsync(gateway, $"resp_3/input_items?order=asc&limit=2&after={IdOf(1)}&include=message.input_image.image_url");
        var last = await PageAsync(gateway, $"resp_3/input_items?order=asc&limit=2&after={IdOf(3)}");
        var before = await PageAsync(gateway, $"resp_3/input_items?order=asc&limit=2&before={IdOf(4)}");
        var window = await PageAsync(gateway, $"resp_3/input_items?order=desc&after={IdOf(4)}&before={IdOf(1)}");

        Assert.Equal("one, two and more", Shown(first));
        Assert.Equal("answer 1, three and more", Shown(between));
        Assert.Equal("answer 2, four", Shown(last));
        Assert.Equal("answer 1, three and more", Shown(before));
        Assert.Equal("three, answer 1", Shown(window));
        Assert.Equal((IdOf(0), IdOf(1)), (first.GetProperty("first_id").GetString(), first.GetProperty("last_id").GetString()));
    }

    [Theory]
    [InlineData("resp_9/input_items", 404, null)]
    [InlineData("a.b/input_items", 404, null)]
    [InlineData("resp_1/input_items?limit=0", 400, "limit")]
    [InlineData("resp_1/input_items?limit=101", 400, "limit")]
    [InlineData("resp_1/input_items?limit=-1", 400, "limit")]
    [InlineData("resp_1/input_items?order=up", 400, "order")]
    [InlineData("resp_1/input_items?after=msg_9", 400, "after")]
    [InlineData("resp_1/input_items?before=msg_9", 400, "before")]
    [InlineData("resp_1?stream=true", 400, "stream")]
    public async Task What_cannot_be_is_an_error_in_OpenAIs_shape(string path, int status, string? param)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = await ThreeTurnsAsync(provider);

        using var response = await gateway.Client.GetAsync($"/v1/responses/{path}", Cancelled);

        using var body = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Cancelled));
        var error = body.RootElement.GetProperty("error");
        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal("invalid_request_error", error.GetProperty("type").GetString());
        Assert.Equal(param, error.GetProperty("param").GetString());
    }

    [Fact]
    public async Task They_go_with_the_response_and_another_key_does_not_see_them()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(
            provider,
            ("Gateway:ApiKeys:0:Name", "one"), ("Gateway:ApiKeys:0:Sha256", Sha256Of("key-1")),
            ("Gateway:ApiKeys:1:Name", "two"), ("Gateway:ApiKeys:1:Sha256", Sha256Of("key-2")));
        (await gateway.SendAsync("/v1/responses", """{"model":"m","input":"one"}""", ("x-api-key", "key-1"))).Response.Dispose();

        Assert.Equal(200, await StatusAsync(gateway, HttpMethod.Get, "resp_1/input_items", "key-1"));
        Assert.Equal(404, await StatusAsync(gateway, HttpMethod.Get, "resp_1/input_items", "key-2"));
        Assert.Equal(404, await StatusAsync(gateway, HttpMethod.Delete, "resp_1", "key-2"));
        Assert.Equal(200, await StatusAsync(gateway, HttpMethod.Delete, "resp_1", "key-1"));
        Assert.Equal(404, await StatusAsync(gateway, HttpMethod.Get, "resp_1/input_items", "key-1"));
    }

    private static string Sha256Of(string key) => Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));

    private static async Task<int> StatusAsync(GatewayServer gateway, HttpMethod method, string path, string key)
    {
        using var request = new HttpRequestMessage(method, $"/v1/responses/{path}") { Headers = { { "x-api-key", key } } };
        using var response = await gateway.Client.SendAsync(request, Cancelled);
        return (int)response.StatusCode;
    }

    private static async Task<GatewayServer> ThreeTurnsAsync(ScriptedProvider provider)
    {
        var gateway = GatewayServer.Before(provider);
        string[] bodies =
        [
            """{"model":"m","input":[{"role":"user","content":"one"},{"role":"user","content":"two"}]}""",
            """{"model":"m","input":"three","previous_response_id":"resp_1"}""",
            """{"model":"m","input":"four","previous_response_id":"resp_2"}""",
        ];
        foreach (var body in bodies)
        {
            (await gateway.SendAsync("/v1/responses", body)).Response.Dispose();
        }

        return gateway;
    }

    private static async Task<JsonElement> PageAsync(GatewayServer gateway, string path) =>
        JsonDocument.Parse(await gateway.Client.GetStringAsync($"/v1/responses/{path}", Cancelled)).RootElement;

    private static async Task<string[]> TextsAsync(GatewayServer gateway, string path) => Texts(await PageAsync(gateway, path));

    private static string Shown(JsonElement page) =>
        string.Join(", ", Texts(page)) + (page.GetProperty("has_more").GetBoolean() ? " and more" : "");

    private static string[] Texts(JsonElement page) =>
        [.. page.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("content")[0].GetProperty("text").GetString()!)];
}
