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

    private static async Task<byte[]> BytesAsync(string deterministic, System.Text.Json.Nodes.JsonObject request)
    {
        await using var mock = MockLlmServer.StartWith("Deterministic", deterministic);
        using var response = await Chat.PostAsync(mock.Client, request);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }
}
