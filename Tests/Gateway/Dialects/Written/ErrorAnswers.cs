using static LlmAspire.Tests.Gateway.Dialects.Written.OpenAiChatAnswers;
using static LlmAspire.Tests.Gateway.Infrastructure.Wire;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>Errors as each provider tells them.</summary>
internal static class ErrorAnswers
{
    public static IEnumerable<WrittenAnswer> All =>
    [
        new("OpenAI error", "openai-chat", """{"error":{"message":"No model.","type":"invalid_request_error","param":null,"code":"model_not_found"}}""",
            """{"error":{"type":"invalid_request_error","message":"No model.","code":"model_not_found"}}""") { Status = 404 },
        new("error whose code is a number", "openai-chat", """{"error":{"message":"No key","code":401},"user_id":"u"}""",
            """{"error":{"type":null,"message":"No key","code":401}}""") { Status = 401 },
        new("error that is a text", "openai-chat", """{"error":"Model is loading"}""",
            """{"error":{"type":null,"message":"Model is loading","code":null}}""") { Status = 503 },
        new("xAI: a text with a code beside it", "openai-chat", """{"code":"invalid","error":"Incorrect API key"}""",
            """{"error":{"type":null,"message":"Incorrect API key","code":"invalid"}}""") { Status = 400 },
        new("Mistral's detail", "openai-chat", """{"detail":"Invalid API Key"}""",
            """{"error":{"type":null,"message":"Invalid API Key","code":null}}""") { Status = 401 },
        new("vLLM's bare error", "openai-chat", """{"object":"error","message":"Too long","type":"BadRequestError","param":null,"code":400}""",
            """{"error":{"type":"BadRequestError","message":"Too long","code":400}}""") { Status = 400 },
        new("error within a stream that has begun", "openai-chat",
            Delta("""{"role":"assistant","content":""}""") + Delta("""{"reasoning":"hm"}""") + "event: error\n" + Data("""{"error":{"message":"Bad call","type":"invalid_request_error","code":"tool_use_failed","failed_generation":"{}"}}"""),
            """{"model":"m","response_id":"c1","finish_reasons":[null],"text":"","error":{"type":"invalid_request_error","message":"Bad call","code":"tool_use_failed"}}"""),
        new("error beside the choices", "openai-chat",
            Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"error"}],"error":{"code":502,"message":"Upstream"}}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["error"],"text":"","error":{"type":null,"message":"Upstream","code":502}}"""),
        new("usage in an error answer is not counted", "openai-chat", """{"id":"c1","model":"m","error":{"message":"x"},"usage":{"prompt_tokens":3,"completion_tokens":4}}""",
            """{"error":{"type":null,"message":"x","code":null}}""") { Status = 500 },
        new("Anthropic error", "anthropic", """{"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"},"request_id":"req_1"}""",
            """{"error":{"type":"authentication_error","message":"invalid x-api-key","code":null}}""") { Status = 401 },
        new("Gemini error", "gemini", "{\n  \"error\": {\n    \"code\": 400,\n    \"message\": \"Bad key\",\n    \"status\": \"INVALID_ARGUMENT\",\n    \"details\": [{\"@type\": \"t\", \"message\": \"no\"}]\n  }\n}\n",
            """{"error":{"type":"INVALID_ARGUMENT","message":"Bad key","code":400}}""") { Status = 400 },
        new("Gemini Interactions error", "gemini-interactions", """{"error":{"code":"invalid_request","message":"No"}}""",
            """{"error":{"type":null,"message":"No","code":"invalid_request"}}""") { Status = 400 },
        new("Ollama error", "ollama", """{"error":"model 'x' not found"}""",
            """{"error":{"type":null,"message":"model 'x' not found","code":null}}""") { Status = 404 },
        new("Cohere v1 error", "cohere-v1", """{"id":"e1","message":"removed"}""",
            """{"error":{"type":null,"message":"removed","code":null}}""") { Status = 404 },
        new("Cohere v2 error though the status is not known", "cohere-v2", """{"error_type":"TOO_MANY_TOKENS","id":"e1","message":"too many"}""",
            """{"error":{"type":null,"message":"too many","code":null}}"""),
        new("Bedrock error", "bedrock-converse", "{\n  \"message\": \"The model is invalid.\"\n}",
            """{"error":{"type":null,"message":"The model is invalid.","code":null}}""") { Status = 400 },
        new("a page of HTML", "openai-chat", "<html><body>502 Bad Gateway</body></html>", "{}") { Status = 502 },
    ];
}
