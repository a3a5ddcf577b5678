using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json.Nodes;

namespace LlmAspire.Tests.MockLlm.Infrastructure;

/// <summary>Chat completions calls, written and read by hand.</summary>
internal static class Chat
{
    public const string Path = "/v1/chat/completions";

    /// <summary>A request with one message of the user.</summary>
    public static JsonObject Request(string model, string text = "Tell me a story", bool stream = false, bool includeUsage = false)
    {
        var request = new JsonObject
        {
            ["model"] = model,
            ["messages"] = new JsonArray(new JsonObject { ["role"] = "user", ["content"] = text }),
        };
        if (stream)
        {
            request["stream"] = true;
        }

        if (includeUsage)
        {
            request["stream_options"] = new JsonObject { ["include_usage"] = true };
        }

        return request;
    }

    public static HttpContent Content(JsonNode request) =>
        new StringContent(request.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));

    /// <summary>Posts a request and hands back the answer once its headers are there.</summary>
    public static Task<HttpResponseMessage> PostAsync(HttpClient client, JsonNode request, string path = Path)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = Content(request) };
        return client.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, TestDeadline.Token);
    }

    /// <summary>Posts a request and reads the whole answer as JSON.</summary>
    public static async Task<JsonNode> AskAsync(HttpClient client, JsonNode request, string path = Path)
    {
        using var response = await PostAsync(client, request, path);
        return JsonNode.Parse(await response.Content.ReadAsStringAsync(TestDeadline.Token))!;
    }

    /// <summary>Posts a request for a stream and reads the data of its events.</summary>
    public static async Task<List<string>> StreamAsync(HttpClient client, JsonObject request)
    {
        using var response = await PostAsync(client, request);
        var data = new List<string>();
        await foreach (var item in EventsAsync(response))
        {
            data.Add(item.Data);
        }

        return data;
    }

    /// <summary>The events of a stream, as they arrive.</summary>
    public static async IAsyncEnumerable<SseItem<string>> EventsAsync(HttpResponseMessage response)
    {
        var stream = await response.Content.ReadAsStreamAsync(TestDeadline.Token);
        await foreach (var item in SseParser.Create(stream).EnumerateAsync(TestDeadline.Token))
        {
            yield return item;
        }
    }

    /// <summary>The text that the chunks of one choice add up to.</summary>
    public static string Text(IEnumerable<string> data, int choice = 0) => string.Concat(data.Where(item => item != "[DONE]")
        .SelectMany(item => JsonNode.Parse(item)!["choices"]!.AsArray())
        .Where(item => item!["index"]!.GetValue<int>() == choice)
        .Select(item => item!["delta"]!["content"]?.GetValue<string>()));

    /// <summary>The text of a whole answer.</summary>
    public static string Text(JsonNode answer) => answer["choices"]![0]!["message"]!["content"]!.GetValue<string>();

    /// <summary>An error's body in OpenAI's shape, as the values of its four members.</summary>
    public static (string? Message, string? Type, string? Param, string? Code) Error(JsonNode body)
    {
        var error = body["error"]!.AsObject();
        Assert.Equal(["message", "type", "param", "code"], error.Select(member => member.Key));
        return ((string?)error["message"], (string?)error["type"], (string?)error["param"], (string?)error["code"]);
    }
}
