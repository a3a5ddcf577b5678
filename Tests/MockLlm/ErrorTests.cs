using System.Text;
using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm;

public sealed class ErrorTests
{
    private const string User = """[{"role":"user","content":"hi"}]""";

    [Theory]
    [InlineData("{", 400, null, null)]
    [InlineData("[]", 400, null, null)]
    [InlineData("""{"model":"mock"}""", 400, "messages", "missing_required_parameter")]
    [InlineData("""{"messages":""" + User + "}", 400, "model", "missing_required_parameter")]
    [InlineData("""{"model":7,"messages":""" + User + "}", 400, "model", "invalid_type")]
    [InlineData("""{"model":"mock","messages":[]}""", 400, "messages", "empty_array")]
    [InlineData("""{"model":"mock","messages":"hi"}""", 400, "messages", "invalid_type")]
    [InlineData("""{"model":"mock","messages":["hi"]}""", 400, "messages[0]", "invalid_type")]
    [InlineData("""{"model":"mock","messages":[{"content":"hi"}]}""", 400, "messages[0].role", "missing_required_parameter")]
    [InlineData("""{"model":"mock","messages":[{"role":"king","content":"hi"}]}""", 400, "messages[0].role", "invalid_value")]
    [InlineData("""{"model":"mock","messages":[{"role":"user","content":7}]}""", 400, "messages[0].content", "invalid_type")]
    [InlineData("""{"model":"mock","stream":"yes","messages":""" + User + "}", 400, "stream", "invalid_type")]
    [InlineData("""{"model":"mock","stream_options":{},"messages":""" + User + "}", 400, "stream_options", null)]
    [InlineData("""{"model":"mock","n":0,"messages":""" + User + "}", 400, "n", "integer_below_min_value")]
    [InlineData("""{"model":"mock","n":129,"messages":""" + User + "}", 400, "n", "integer_above_max_value")]
    [InlineData("""{"model":"mock","max_tokens":1.5,"messages":""" + User + "}", 400, "max_tokens", "invalid_type")]
    [InlineData("""{"model":"mock","stop":7,"messages":""" + User + "}", 400, "stop", "invalid_type")]
    [InlineData("""{"model":"no-such","messages":""" + User + "}", 404, null, "model_not_found")]
    [InlineData("""{"model":"mock-20","messages":""" + User + "}", 404, null, "model_not_found")]
    public async Task A_request_that_OpenAI_refuses_is_refused_in_its_shape(string body, int status, string? param, string? code)
    {
        await using var mock = MockLlmServer.Start();

        using var response = await PostAsync(mock, body);

        Assert.Equal(status, (int)response.StatusCode);
        var error = await ErrorAsync(response);
        Assert.Equal("invalid_request_error", error.Type);
        Assert.Equal((param, code), (error.Param, error.Code));
        Assert.NotEmpty(error.Message!);
    }

    [Fact]
    public async Task An_unknown_model_is_named_in_the_words_of_OpenAI()
    {
        await using var mock = MockLlmServer.Start();

        var error = Chat.Error(await Chat.AskAsync(mock.Client, Chat.Request("gpt-0")));

        Assert.Equal("The model `gpt-0` does not exist or you do not have access to it.", error.Message);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_413_and_the_next_call_works()
    {
        await using var mock = MockLlmServer.StartWith("MaxRequestBytes", "2000");

        using var response = await Chat.PostAsync(mock.Client, Chat.Request("mock", new string('x', 4000)));

        Assert.Equal(413, (int)response.StatusCode);
        Assert.Equal("You said: hello", Chat.Text(await Chat.AskAsync(mock.Client, Chat.Request("mock", "hello"))));
    }

    [Fact]
    public async Task A_body_of_unknown_length_is_read_up_to_the_limit()
    {
        await using var mock = MockLlmServer.StartWith("MaxRequestBytes", "2000");
        using var request = new HttpRequestMessage(HttpMethod.Post, Chat.Path);
        request.Headers.TransferEncodingChunked = true;
        request.Content = new StringContent(Chat.Request("mock", new string('x', 4000)).ToJsonString());

        using var response = await mock.Client.SendAsync(request, TestDeadline.Token);

        Assert.Equal(413, (int)response.StatusCode);
    }

    [Theory]
    [InlineData("GET", "/v1/chat/completions", 405, "method_not_supported")]
    [InlineData("GET", "/v1/no/such/path", 404, "unknown_url")]
    [InlineData("POST", "/v1/no/such/path", 404, "unknown_url")]
    [InlineData("GET", "/v1/models/no-such", 404, "model_not_found")]
    public async Task A_wrong_path_or_method_is_refused_in_the_shape_of_OpenAI(string method, string path, int status, string code)
    {
        await using var mock = MockLlmServer.Start();

        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await mock.Client.SendAsync(request, TestDeadline.Token);

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(code, (await ErrorAsync(response)).Code);
    }

    private static Task<HttpResponseMessage> PostAsync(MockLlmServer mock, string body) => mock.Client.PostAsync(
        Chat.Path, new StringContent(body, Encoding.UTF8, "application/json"), TestDeadline.Token);

    private static async Task<(string? Message, string? Type, string? Param, string? Code)> ErrorAsync(HttpResponseMessage response) =>
        Chat.Error(JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!);
}
