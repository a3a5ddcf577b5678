using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace LlmAspire.Tests.MockLlm.Infrastructure;

/// <summary>Asks a mock what really happened.</summary>
internal static class MockCalls
{
    /// <summary>The last call for a model, once it has ended.</summary>
    public static async Task<JsonNode> EndedAsync(HttpClient mock, string model)
    {
        // The feed first, then the list: a call that ends in between is in one of them.
        await using var feed = await mock.GetStreamAsync("/mock/calls/live", TestDeadline.Token);
        await foreach (var item in SseParser.Create(feed).EnumerateAsync(TestDeadline.Token))
        {
            var calls = item.EventType == "following" ? await AllAsync(mock, model) : [JsonNode.Parse(item.Data)!];
            if (calls.LastOrDefault(call => (string?)call["model"] == model) is { } last && last["endedAt"] is not null)
            {
                return last;
            }
        }

        throw new InvalidOperationException("The feed ended.");
    }

    /// <summary>Waits until a call arrives.</summary>
    /// <param name="feed">The live feed, opened before the call was made.</param>
    public static async Task ArrivedAsync(Stream feed)
    {
        await foreach (var item in SseParser.Create(feed).EnumerateAsync(TestDeadline.Token))
        {
            if (item.EventType == "arrived")
            {
                return;
            }
        }
    }

    /// <summary>The last call, whatever was asked for, once it has ended.</summary>
    public static async Task<JsonNode> EndedAsync(HttpClient mock)
    {
        await using var feed = await mock.GetStreamAsync("/mock/calls/live", TestDeadline.Token);
        await foreach (var item in SseParser.Create(feed).EnumerateAsync(TestDeadline.Token))
        {
            var calls = item.EventType == "following" ? await AllAsync(mock) : [JsonNode.Parse(item.Data)!];
            if (calls is [.., var last] && last["endedAt"] is not null)
            {
                return last;
            }
        }

        throw new InvalidOperationException("The feed ended.");
    }

    /// <summary>The calls that the mock remembers for a model.</summary>
    public static async Task<IReadOnlyList<JsonNode>> AllAsync(HttpClient mock, string? model = null)
    {
        var query = model is null ? "" : $"?model={Uri.EscapeDataString(model)}";
        return [.. JsonNode.Parse(await mock.GetStringAsync($"/mock/calls{query}", TestDeadline.Token))!.AsArray().Select(call => call!)];
    }
}
