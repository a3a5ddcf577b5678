using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Dialects;

public sealed class ProviderErrorTests
{
    private const string Delta = """{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"a"}}]}""";

    [Theory]
    [InlineData("openai-chat", 400, """{"error":{"message":"no","type":null,"param":"prompt","code":"content_filter","status":400,"innererror":{"code":"x"}}}""", null, "no", "\"content_filter\"")]
    [InlineData("openai-chat", 404, """{"error":"no such model"}""", null, "no such model", "null")]
    [InlineData("openai-chat", 400, """{"code":"bad argument","error":"no key"}""", null, "no key", "\"bad argument\"")]
    [InlineData("openai-chat", 400, """{"object":"error","message":"no","type":"BadRequestError","param":null,"code":400}""", "BadRequestError", "no", "400")]
    [InlineData("openai-chat", 429, """{"statusCode":429,"message":"slow down"}""", null, "slow down", "null")]
    [InlineData("openai-chat", 404, """{"timestamp":1,"status":404,"error":"Not Found","message":"nothing here"}""", null, "Not Found", "null")]
    [InlineData("openai-chat", 422, """{"detail":[{"loc":["body"],"msg":"field required","type":"missing"},{"msg":"and more"}]}""", null, "field required", "null")]
    [InlineData("openai-chat", 422, """{"object":"error","message":{"detail":[{"msg":"field required"}]},"type":"invalid_request_error","code":null}""", "invalid_request_error", "field required", "null")]
    [InlineData("openai-chat", 400, """[{"error":{"code":400,"message":"no key","status":"INVALID_ARGUMENT"}}]""", "INVALID_ARGUMENT", "no key", "400")]
    [InlineData("openai-responses", 404, """{"detail":"Not Found"}""", null, "Not Found", "null")]
    [InlineData("anthropic", 429, """[{"error":{"code":429,"message":"quota","status":"RESOURCE_EXHAUSTED"}}]""", "RESOURCE_EXHAUSTED", "quota", "429")]
    [InlineData("anthropic", 400, """{"__type":"ValidationException","message":"no"}""", null, "no", "null")]
    [InlineData("gemini", 503, """[{"error":{"code":503,"message":"busy","status":"UNAVAILABLE"}}]""", "UNAVAILABLE", "busy", "503")]
    [InlineData("cohere-v2", 422, """{"id":"x","message":"invalid request"}""", null, "invalid request", "null")]
    [InlineData("ollama", 404, """{"error":"model 'x' not found"}""", null, "model 'x' not found", "null")]
    [InlineData("bedrock-converse", 403, """{"Message":"not authorized"}""", null, "not authorized", "null")]
    public void An_error_answer_is_read_in_every_shape_that_providers_give_it(string wire, int status, string body, string? type, string message, string code)
    {
        var read = Observed.Of(wire, body, status);

        var error = read.GetProperty("error");
        Assert.Equal((type, message, code), (error.GetProperty("type").GetString(), error.GetProperty("message").GetString(), error.GetProperty("code").GetRawText()));
        Assert.Equal("null null [] false", read.Values("model", "response_id", "finish_reasons", "has_usage"));
    }

    [Theory]
    [InlineData("""{"error":{"code":502,"message":"gone"},"id":"c","choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}]}""", "\"gone\"")]
    [InlineData("""{"object":"error","message":"gone","type":"InternalServerError","param":null,"code":500}""", "\"gone\"")]
    [InlineData("""{"id":"c","object":"chat.completion.chunk","message":"a text of no interest","choices":[]}""", null)]
    [InlineData("""{"id":"c","choices":[{"index":0,"delta":{}}],"x_groq":{"id":"r","error":"gone"}}""", "\"gone\"")]
    [InlineData("""{"id":"c","choices":[{"index":0,"delta":{}}],"x_groq":{"id":"r","error":null}}""", null)]
    [InlineData("""{"error":null,"id":"c","choices":[]}""", null)]
    public void An_error_in_a_chat_stream_is_told_from_what_only_looks_like_one(string document, string? message)
    {
        var read = Observed.Of("openai-chat", Wire.Data(Delta) + Wire.Data(document));

        Assert.Equal("\"a\"", read.Values("text"));
        Assert.Equal(message, read.GetProperty("error").ValueKind == System.Text.Json.JsonValueKind.Null ? null : read.GetProperty("error").Values("message"));
    }

    [Fact]
    public void An_error_that_stands_in_no_event_is_read_over_all_its_lines_and_what_follows_too()
    {
        var error = "{\n  \"error\": {\n    \"code\": 503,\r\n    \"message\": \"busy\",\n    \"status\": \"UNAVAILABLE\"\n  }\n}\n\n";

        var read = Observed.Of("gemini", Wire.Data("""{"candidates":[{"content":{"parts":[{"text":"a"}]}}]}""") + error + Wire.Data("""{"modelVersion":"g"}"""));

        Assert.Equal("\"a\" \"g\"", read.Values("text", "model"));
        Assert.Equal("\"UNAVAILABLE\" \"busy\" 503", read.GetProperty("error").Values("type", "message", "code"));
    }

    [Theory]
    [InlineData("""{"type":"error","code":"rate_limit_exceeded","message":"slow down","param":null}""", "null \"slow down\" \"rate_limit_exceeded\"")]
    [InlineData("""{"type":"response.error","message":"sorry"}""", "null \"sorry\" null")]
    [InlineData("""{"type":"error","error":{"type":"insufficient_quota","code":"insufficient_quota","message":"pay"}}""", "\"insufficient_quota\" \"pay\" \"insufficient_quota\"")]
    [InlineData("""{"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"sorry"}}}""", "null \"sorry\" \"server_error\"")]
    public void Responses_tells_errors_in_several_ways(string document, string expected)
    {
        var read = Observed.Of("openai-responses", Wire.ResponsesEvents[0] + Wire.Data(document));

        Assert.Equal(expected, read.GetProperty("error").Values("type", "message", "code"));
    }
}
