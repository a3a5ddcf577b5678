using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>What the mock LLM says that it was asked: the items of each call, one a line, in the same words for every dialect.</summary>
internal sealed class MockedItems(HttpClient mock)
{
    private long _seen;

    /// <summary>A message.</summary>
    /// <param name="role">Who says it.</param>
    /// <param name="text">What.</param>
    /// <returns>Its line.</returns>
    public static string Said(string role, string text) => $"{role}: {text}";

    /// <summary>A call of a tool.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="name">The tool.</param>
    /// <param name="arguments">The arguments, as JSON.</param>
    /// <returns>Its line.</returns>
    public static string Called(string id, string name, string arguments) => $"call {id}: {name} {JsonNode.Parse(arguments)!.ToJsonString()}";

    /// <summary>What a tool returned.</summary>
    /// <param name="id">The call's id.</param>
    /// <param name="text">What.</param>
    /// <returns>Its line.</returns>
    public static string Returned(string id, string text) => $"result {id}: {text}";

    /// <summary>The items of the one call that has come since the last time.</summary>
    /// <returns>Them, and whether a stream was asked for.</returns>
    public async Task<(string[] Items, bool IsStream)> NextAsync()
    {
        var calls = (await MockCalls.AllAsync(mock)).Where(call => (long)call["number"]! > _seen).ToArray();
        var call = Assert.Single(calls);
        _seen = (long)call["number"]!;
        var body = JsonNode.Parse((string)call["body"]!)!.AsObject();
        Assert.False(body.ContainsKey("previous_response_id") || body.ContainsKey("conversation"));
        var items = body["messages"] ?? body["input"]!;
        return (items is JsonValue text ? [Said("user", (string)text!)] : [.. items.AsArray().SelectMany(item => Of(item!.AsObject()))], (bool)call["streamed"]!);
    }

    private static IEnumerable<string> Of(JsonObject item)
    {
        switch ((string?)item["type"] ?? (string?)item["role"])
        {
            case "function_call":
                return [Called((string)item["call_id"]!, (string)item["name"]!, (string)item["arguments"]!)];
            case "function_call_output":
                return [Returned((string)item["call_id"]!, TextOf(item["output"]))];
            case "tool":
                return [Returned((string)item["tool_call_id"]!, TextOf(item["content"]))];
        }

        var role = (string)item["role"]!;
        var parts = item["content"] is JsonArray blocks ? blocks.SelectMany(block => OfBlock(role, block!.AsObject()))
            : item["content"] is null ? [] : (IEnumerable<string>)[Said(role, TextOf(item["content"]))];
        var calls = item["tool_calls"]?.AsArray().Select(call =>
            Called((string)call!["id"]!, (string)call["function"]!["name"]!, (string)call["function"]!["arguments"]!));
        return parts.Concat(calls ?? []);
    }

    private static IEnumerable<string> OfBlock(string role, JsonObject block) => (string?)block["type"] switch
    {
        "tool_use" => [Called((string)block["id"]!, (string)block["name"]!, block["input"]!.ToJsonString())],
        "tool_result" => [Returned((string)block["tool_use_id"]!, TextOf(block["content"]))],
        _ => [Said(role, (string)block["text"]!)],
    };

    private static string TextOf(JsonNode? content) => content is JsonArray parts
        ? string.Concat(parts.Select(part => (string)part!["text"]!))
        : (string)content!;
}
