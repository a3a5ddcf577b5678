using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace LlmAspire.Tests.AppHost;

/// <summary>Chat completion requests as an application would send them.</summary>
internal static class ChatRequest
{
    /// <summary>One user message for <paramref name="model"/>.</summary>
    public static HttpRequestMessage Create(string model, string text, bool stream = true, string? conversationId = null)
    {
        var body = new JsonObject
        {
            ["model"] = model,
            ["stream"] = stream,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }),
        };
        if (stream)
        {
            body["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        var request = new HttpRequestMessage(HttpMethod.Post, "/v1/chat/completions")
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json")),
        };
        if (conversationId is not null)
        {
            request.Headers.Add("x-conversation-id", conversationId);
        }

        return request;
    }
}
