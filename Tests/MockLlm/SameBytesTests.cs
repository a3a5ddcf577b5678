using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class SameBytesTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deterministic_mock_gives_the_same_bytes_again_also_after_a_restart(bool stream)
    {
        var request = Chat.Request("mock-20x0", stream: stream, includeUsage: stream);

        var first = await BytesAsync("true", request);
        var second = await BytesAsync("true", request);

        Assert.Equal(first, second);
    }

    [Theory]
    [InlineData("/v1/chat/completions", """
        {"model":"mock-tools","stream":true,"messages":[{"role":"user","content":"x"}],
         "tools":[{"type":"function","function":{"name":"f"}}]}
        """)]
    [InlineData("/v1/responses", """{"model":"mock-reason","stream":true,"input":"x"}""")]
    [InlineData("/v1/messages", """{"model":"mock-reason","max_tokens":50,"stream":true,"messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("/api/chat", """{"model":"mock","messages":[{"role":"user","content":"x"}]}""")]
    [InlineData("/v1/embeddings", """{"model":"mock","input":"x"}""")]
    public async Task A_seed_in_the_header_gives_the_same_bytes_again_on_another_replica(string path, string body)
    {
        await using var one = MockLlmServer.Start();
        await using var other = MockLlmServer.Start();
        string[] headers = ["x-mock-seed: 42", "anthropic-version: 2023-06-01"];

        var first = await RawAnswer.PostAsync(one.BaseAddress, path, body, headers);
        var second = await RawAnswer.PostAsync(other.BaseAddress, path, body, headers);

        Assert.Equal(200, first.Status);
        Assert.Equal(first.RawBody, second.RawBody);
    }

    [Fact]
    public async Task Another_seed_gives_another_id_and_other_words()
    {
        await using var mock = MockLlmServer.Start();
        var body = Chat.Request("mock-9x0").ToJsonString();

        var one = JsonNode.Parse((await RawAnswer.PostAsync(mock.BaseAddress, Chat.Path, body, "x-mock-seed: 1")).RawBody)!;
        var two = JsonNode.Parse((await RawAnswer.PostAsync(mock.BaseAddress, Chat.Path, body, "x-mock-seed: 2")).RawBody)!;

        Assert.NotEqual((string?)one["id"], (string?)two["id"]);
        Assert.NotEqual(Chat.Text(one), Chat.Text(two));
    }

    [Fact]
    public async Task Another_request_to_a_deterministic_mock_gets_another_id()
    {
        await using var mock = MockLlmServer.StartWith("Deterministic", "true");

        var one = await Chat.AskAsync(mock.Client, Chat.Request("mock", "one"));
        var two = await Chat.AskAsync(mock.Client, Chat.Request("mock", "two"));

        Assert.NotEqual((string?)one["id"], (string?)two["id"]);
    }

    [Fact]
    public async Task Otherwise_the_words_are_the_same_and_the_ids_are_not()
    {
        await using var mock = MockLlmServer.Start();

        var one = await Chat.AskAsync(mock.Client, Chat.Request("mock-20x0"));
        var two = await Chat.AskAsync(mock.Client, Chat.Request("mock-20x0"));

        Assert.Equal(Chat.Text(one), Chat.Text(two));
        Assert.NotEqual((string?)one["id"], (string?)two["id"]);
    }

    [Fact]
    public async Task A_seed_chooses_other_words()
    {
        await using var mock = MockLlmServer.Start();
        var request = Chat.Request("mock-20x0");
        var unseeded = await Chat.AskAsync(mock.Client, request);
        request["seed"] = 7;

        var seeded = await Chat.AskAsync(mock.Client, request);

        Assert.NotEqual(Chat.Text(unseeded), Chat.Text(seeded));
    }

    private static async Task<byte[]> BytesAsync(string deterministic, JsonObject request)
    {
        await using var mock = MockLlmServer.StartWith("Deterministic", deterministic);
        using var response = await Chat.PostAsync(mock.Client, request);
        return await response.Content.ReadAsByteArrayAsync(TestDeadline.Token);
    }
}
