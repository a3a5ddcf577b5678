using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class OllamaTests
{
    private const string Path = "/api/chat";

    [Fact]
    public async Task An_answer_is_streamed_as_lines_unless_the_request_says_otherwise()
    {
        await using var mock = MockLlmServer.Start();

        var lines = await LinesAsync(mock, """{"model":"mock-3x0","messages":[{"role":"user","content":"one two"}]}""");

        Assert.Equal(4, lines.Count);
        Assert.All(lines[..^1], line => Assert.False((bool)line["done"]!));
        Assert.Equal((true, 2, 3), ((bool)lines[^1]["done"]!, (int)lines[^1]["prompt_eval_count"]!, (int)lines[^1]["eval_count"]!));
    }

    [Fact]
    public async Task A_whole_answer_is_one_object()
    {
        await using var mock = MockLlmServer.Start();

        var answer = await Chat.AskAsync(
            mock.Client, JsonNode.Parse("""{"model":"mock","stream":false,"messages":[{"role":"user","content":"hello"}]}""")!, Path);

        Assert.Equal("You said: hello", (string?)answer["message"]!["content"]);
        Assert.True((bool)answer["done"]!);
    }

    [Fact]
    public async Task Tool_calls_come_whole_with_arguments_as_an_object()
    {
        await using var mock = MockLlmServer.Start();

        var lines = await LinesAsync(mock, """
            {"model":"mock-tools","messages":[{"role":"user","content":"x"}],"tools":[
              {"type":"function","function":{"name":"a","parameters":{"type":"object","properties":{"city":{"type":"string"}}}}},
              {"type":"function","function":{"name":"b"}}]}
            """);

        Assert.Equal(["a", "b"], lines[..^1].Select(line => (string?)line["message"]!["tool_calls"]![0]!["function"]!["name"]));
        Assert.Equal("text", (string?)lines[0]["message"]!["tool_calls"]![0]!["function"]!["arguments"]!["city"]);
    }

    [Fact]
    public async Task Reasoning_is_the_messages_thinking()
    {
        await using var mock = MockLlmServer.Start();

        var lines = await LinesAsync(mock, """{"model":"mock-reason","messages":[{"role":"user","content":"x"}]}""");

        Assert.NotEmpty((string?)lines[0]["message"]!["thinking"] ?? "");
    }

    [Fact]
    public async Task An_unknown_model_is_refused_in_the_words_of_Ollama()
    {
        await using var mock = MockLlmServer.Start();

        using var response = await Chat.PostAsync(mock.Client, JsonNode.Parse("""{"model":"no-such","messages":[]}""")!, Path);

        Assert.Equal(404, (int)response.StatusCode);
        Assert.Equal("""{"error":"model 'no-such' not found"}""", await response.Content.ReadAsStringAsync(TestDeadline.Token));
    }

    [Fact]
    public async Task Its_models_are_listed()
    {
        await using var mock = MockLlmServer.Start();

        var tags = JsonNode.Parse(await mock.Client.GetStringAsync("/api/tags", TestDeadline.Token))!;

        Assert.Contains(tags["models"]!.AsArray(), model => (string?)model!["name"] == "mock");
    }

    private static async Task<List<JsonNode>> LinesAsync(MockLlmServer mock, string body)
    {
        using var response = await Chat.PostAsync(mock.Client, JsonNode.Parse(body)!, Path);
        Assert.Equal("application/x-ndjson", response.Content.Headers.ContentType?.MediaType);
        var text = await response.Content.ReadAsStringAsync(TestDeadline.Token);
        return [.. text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => JsonNode.Parse(line)!)];
    }
}
