using System.Text;
using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class MessagesTests
{
    private const string User = """[{"role":"user","content":"hello there"}]""";

    [Fact]
    public async Task A_stream_says_the_input_first_and_the_output_last()
    {
        await using var mock = MockLlmServer.Start();

        var events = await StreamAsync(mock, """{"model":"mock-2x0","max_tokens":50,"stream":true,"messages":""" + User + "}");

        Assert.Equal(
            [
                "message_start", "content_block_start", "ping", "content_block_delta", "content_block_delta", "content_block_stop",
                "message_delta", "message_stop",
            ],
            events.Select(item => (string?)item["type"]));
        Assert.Equal(2, (int)events[0]["message"]!["usage"]!["input_tokens"]!);
        Assert.Equal(2, (int)events[^2]["usage"]!["output_tokens"]!);
        Assert.Equal("end_turn", (string?)events[^2]["delta"]!["stop_reason"]);
    }

    [Fact]
    public async Task Cached_tokens_are_not_input_tokens()
    {
        await using var mock = MockLlmServer.Start();

        var message = await PostAsync(mock, """
            {"model":"mock","max_tokens":50,"messages":[{"role":"user","content":"x"}],
             "metadata":{"x-mock-script":[{"say":"y"},{"usage":{"input":100,"output":7,"cached":60,"cacheCreation":10}}]}}
            """);

        var usage = message["usage"]!;
        string[] counts = ["input_tokens", "cache_read_input_tokens", "cache_creation_input_tokens", "output_tokens"];
        Assert.Equal([30, 60, 10, 7], counts.Select(name => (int)usage[name]!));
    }

    [Fact]
    public async Task A_stop_sequence_is_named()
    {
        await using var mock = MockLlmServer.Start();

        var message = await PostAsync(mock, """{"model":"mock","max_tokens":50,"stop_sequences":[" there"],"messages":""" + User + "}");

        Assert.Equal(("stop_sequence", " there"), ((string?)message["stop_reason"], (string?)message["stop_sequence"]));
        Assert.Equal("You said: hello", (string?)message["content"]![0]!["text"]);
    }

    [Fact]
    public async Task A_tool_that_must_be_called_is()
    {
        await using var mock = MockLlmServer.Start();

        var message = await PostAsync(mock, """
            {"model":"mock","max_tokens":50,"tool_choice":{"type":"tool","name":"b"},"messages":[{"role":"user","content":"x"}],
             "tools":[{"name":"a","input_schema":{"type":"object"}},
                      {"name":"b","input_schema":{"type":"object","properties":{"n":{"type":"integer"}}}}]}
            """);

        Assert.Equal("tool_use", (string?)message["stop_reason"]);
        Assert.Equal("b", (string?)message["content"]![0]!["name"]);
        Assert.Equal(1, (int)message["content"]![0]!["input"]!["n"]!);
    }

    [Theory]
    [InlineData("{", 400, "invalid_request_error", "The request body is not valid JSON.")]
    [InlineData("""{"max_tokens":5,"messages":""" + User + "}", 400, "invalid_request_error", "model: Field required")]
    [InlineData("""{"model":"mock","messages":""" + User + "}", 400, "invalid_request_error", "max_tokens: Field required")]
    [InlineData("""{"model":"mock","max_tokens":5}""", 400, "invalid_request_error", "messages: Field required")]
    [InlineData("""{"model":"mock","max_tokens":5,"messages":[]}""", 400, "invalid_request_error",
        "messages: at least one message is required")]
    [InlineData("""{"model":"mock","max_tokens":0,"messages":""" + User + "}", 400, "invalid_request_error",
        "max_tokens: Input should be greater than or equal to 1")]
    [InlineData("""{"model":"mock","max_tokens":5,"messages":[{"role":"king","content":"x"}]}""", 400, "invalid_request_error",
        "messages.0.role: Input should be 'user' or 'assistant'")]
    [InlineData("""{"model":"no-such","max_tokens":5,"messages":""" + User + "}", 404, "not_found_error", "model: no-such")]
    public async Task A_request_that_Anthropic_refuses_is_refused_in_its_shape(string body, int status, string type, string message)
    {
        await using var mock = MockLlmServer.Start();

        using var response = await SendAsync(mock, body);

        Assert.Equal(status, (int)response.StatusCode);
        await AssertErrorAsync(response, type, message);
    }

    [Fact]
    public async Task The_version_header_is_required()
    {
        await using var mock = MockLlmServer.Start();

        using var response = await SendAsync(mock, """{"model":"mock","max_tokens":5,"messages":""" + User + "}", version: null);

        Assert.Equal(400, (int)response.StatusCode);
        await AssertErrorAsync(response, "invalid_request_error", "anthropic-version: header is required");
    }

    [Theory]
    [InlineData("outage", 503, "overloaded_error")]
    [InlineData("rate-limit", 429, "rate_limit_error")]
    public async Task A_fault_has_the_shape_of_Anthropic(string fault, int status, string type)
    {
        await using var mock = MockLlmServer.Start();
        using var switched = await mock.Client.PostAsync($"/mock/faults/{fault}/on", null, TestDeadline.Token);

        using var response = await SendAsync(mock, "{}");

        Assert.Equal(status, (int)response.StatusCode);
        await AssertErrorAsync(response, type, null);
    }

    private static async Task AssertErrorAsync(HttpResponseMessage response, string type, string? message)
    {
        var body = JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!;
        Assert.Equal(("error", type), ((string?)body["type"], (string?)body["error"]!["type"]));
        Assert.Equal(message ?? (string?)body["error"]!["message"], (string?)body["error"]!["message"]);
    }

    private static Task<HttpResponseMessage> SendAsync(MockLlmServer mock, string body, string? version = "2023-06-01")
    {
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/messages") { Content = content };
        if (version is not null)
        {
            request.Headers.Add("anthropic-version", version);
        }

        return mock.Client.SendAsync(request, TestDeadline.Token);
    }

    private static async Task<JsonNode> PostAsync(MockLlmServer mock, string body)
    {
        using var response = await SendAsync(mock, body);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!;
    }

    private static async Task<List<JsonNode>> StreamAsync(MockLlmServer mock, string body)
    {
        using var response = await SendAsync(mock, body);
        var events = new List<JsonNode>();
        await foreach (var item in Chat.EventsAsync(response))
        {
            events.Add(JsonNode.Parse(item.Data)!);
            Assert.Equal(item.EventType, (string?)events[^1]["type"]);
        }

        return events;
    }
}
