using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class ResponsesTests
{
    private const string Path = "/v1/responses";

    [Fact]
    public async Task A_streamed_text_opens_and_closes_its_item_and_its_part()
    {
        await using var mock = MockLlmServer.Start();

        var events = await StreamAsync(mock, """{"model":"mock-2x0","input":"hello","stream":true}""");

        Assert.Equal(
            [
                "response.created", "response.in_progress", "response.output_item.added", "response.content_part.added",
                "response.output_text.delta", "response.output_text.delta", "response.output_text.done", "response.content_part.done",
                "response.output_item.done", "response.completed",
            ],
            events.Select(item => (string?)item["type"]));
        Assert.Equal(Enumerable.Range(0, events.Count), events.Select(item => (int)item["sequence_number"]!));
        var text = string.Concat(events.Where(item =>
            (string?)item["type"] == "response.output_text.delta").Select(item => (string?)item["delta"]));
        Assert.Equal(text, (string?)events[6]["text"]);
        Assert.Equal(text, (string?)events[^1]["response"]!["output"]![0]!["content"]![0]!["text"]);
        Assert.Null(events[0]["response"]!["usage"]);
        Assert.Equal(3, (int)events[^1]["response"]!["usage"]!["total_tokens"]!);
    }

    [Fact]
    public async Task A_refusal_has_events_and_a_part_of_its_own()
    {
        await using var mock = MockLlmServer.Start();

        var events = await StreamAsync(mock, """
            {"model":"mock","input":"hello","stream":true,"metadata":{"x-mock-script":"[{\"refuse\":\"no\"}]"}}
            """);

        var types = events.Select(item => (string?)item["type"]).ToList();
        Assert.Contains("response.refusal.delta", types);
        Assert.Contains("response.refusal.done", types);
        Assert.Equal("no", (string?)events[^1]["response"]!["output"]![0]!["content"]![0]!["refusal"]);
    }

    [Fact]
    public async Task An_error_event_is_followed_by_a_failed_response()
    {
        await using var mock = MockLlmServer.Start();

        var events = await StreamAsync(mock, """
            {"model":"mock","input":"hello","stream":true,
             "metadata":{"x-mock-script":"[{\"say\":\"one\"},{\"error\":{\"message\":\"broken\"}}]"}}
            """);

        Assert.Equal(["error", "response.failed"], events.TakeLast(2).Select(item => (string?)item["type"]));
        Assert.Equal("broken", (string?)events[^1]["response"]!["error"]!["message"]);
        Assert.Equal("failed", (string?)events[^1]["response"]!["status"]);
    }

    [Fact]
    public async Task The_response_repeats_the_requests_settings()
    {
        await using var mock = MockLlmServer.Start();

        var response = await PostAsync(mock, """
            {"model":"mock","input":"hello","instructions":"be brief","temperature":0.25,"metadata":{"a":"b"},"store":false}
            """);

        Assert.Equal("be brief", (string?)response["instructions"]);
        Assert.Equal(0.25, (double)response["temperature"]!);
        Assert.Equal("b", (string?)response["metadata"]!["a"]);
        Assert.False((bool)response["store"]!);
    }

    [Fact]
    public async Task Tool_outputs_are_the_last_word()
    {
        await using var mock = MockLlmServer.Start();

        var response = await PostAsync(mock, """
            {"model":"mock","input":[{"role":"user","content":"weather?"},
              {"type":"function_call","call_id":"c","name":"f","arguments":"{}"},
              {"type":"function_call_output","call_id":"c","output":"sunny"}]}
            """);

        Assert.Equal("The tools said: sunny", (string?)response["output"]![0]!["content"]![0]!["text"]);
    }

    [Theory]
    [InlineData("""{"model":"mock"}""", "input", "missing_required_parameter")]
    [InlineData("""{"input":"x"}""", "model", "missing_required_parameter")]
    [InlineData("""{"model":"mock","input":7}""", "input", "invalid_type")]
    [InlineData("""{"model":"mock","input":[{"role":"king","content":"x"}]}""", "input[0].role", "invalid_value")]
    [InlineData("""{"model":"mock","input":"x","max_output_tokens":15}""", "max_output_tokens", "integer_below_min_value")]
    [InlineData("""{"model":"mock","input":"x","previous_response_id":"resp_1"}""", "previous_response_id", "previous_response_not_found")]
    [InlineData("""{"model":"mock","input":"x","tools":[{"type":"function"}]}""", "tools[0].name", "missing_required_parameter")]
    [InlineData("""{"model":"mock","input":"x","tool_choice":"required"}""", "tool_choice", null)]
    [InlineData("""{"model":"mock","input":"x","text":{"format":{"type":"json_schema"}}}""", "text.format.schema",
        "missing_required_parameter")]
    public async Task A_request_that_OpenAI_refuses_is_refused_in_its_shape(string body, string param, string? code)
    {
        await using var mock = MockLlmServer.Start();

        var error = Chat.Error(await PostAsync(mock, body));

        Assert.Equal((param, code), (error.Param, error.Code));
    }

    private static Task<JsonNode> PostAsync(MockLlmServer mock, string body) => Chat.AskAsync(mock.Client, JsonNode.Parse(body)!, Path);

    private static async Task<List<JsonNode>> StreamAsync(MockLlmServer mock, string body)
    {
        using var response = await Chat.PostAsync(mock.Client, JsonNode.Parse(body)!, Path);
        var events = new List<JsonNode>();
        await foreach (var item in Chat.EventsAsync(response))
        {
            events.Add(JsonNode.Parse(item.Data)!);
            Assert.Equal(item.EventType, (string?)events[^1]["type"]);
        }

        return events;
    }
}
