using System.Text.Json;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Dialects;

/// <summary>Real answers of many providers, read in place, where they stand beside the repository.</summary>
public sealed class RecordedStreamsTests
{
    private static readonly Dictionary<string, Api> Wires = new()
    {
        ["openai-chat"] = Api.Chat,
        ["openai-completions"] = Api.Completions,
        ["openai-responses"] = Api.Responses,
        ["anthropic"] = Api.Messages,
    };

    [Fact]
    public void Usage_model_id_and_finish_reasons_are_read_from_every_recording() => ForEach((api, body, expected) =>
    {
        var facts = Reading.Meter(api, [body]);
        var usage = facts.Usage;

        Assert.Equal(Text(expected, "model"), facts.Model);
        Assert.Equal(Text(expected, "response_id"), facts.ResponseId);
        Assert.Equal(Number(expected, "input_tokens"), usage?.Input);
        Assert.Equal(Number(expected, "output_tokens"), usage?.Output);
        Assert.Equal(Number(expected, "total_tokens"), usage?.Total);
        Assert.Equal(Number(expected, "cached_input_tokens"), usage?.CachedInput);
        Assert.Equal(Number(expected, "cache_creation_tokens"), usage?.CacheCreation);
        Assert.Equal(Number(expected, "reasoning_tokens"), usage?.Reasoning);
        Assert.Equal(expected.GetProperty("finish_reasons").EnumerateArray().Select(reason => reason.GetString()), facts.FinishReasons);
    });

    [Fact]
    public void Text_and_tool_calls_are_read_from_every_recording() => ForEach((api, body, expected) =>
    {
        if (api.NewAnswer is null)
        {
            return;
        }

        var answer = Reading.Answer(api, [body]);

        if (expected.GetProperty("text").ValueKind == JsonValueKind.String)
        {
            Assert.Equal(Text(expected, "text"), answer.Text);
        }

        Assert.Equal(
            expected.GetProperty("tool_calls").EnumerateArray().Select(call => Text(call, "name")).Distinct(),
            answer.ToolCalls.Select(call => call.Name).Distinct());
    });

    [Fact]
    public void Every_recording_reads_the_same_byte_by_byte() =>
        ForEach((api, body, _) => Assert.Equal(Reading.Everything(api, body), Reading.Everything(api, Reading.Bytes(body))));

    private static void ForEach(Action<Api, ReadOnlyMemory<byte>, JsonElement> check)
    {
        var folder = SharedData.Path("recorded-streams");
        using var index = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "index.json")));
        var failures = new List<string>();
        foreach (var recording in index.RootElement.GetProperty("recordings").EnumerateArray())
        {
            // The gateway reads answers of status 2xx only, and none of Bedrock's own APIs.
            if (Wires.TryGetValue(Text(recording, "wire")!, out var api) && (Number(recording, "http_status") ?? 200) < 300
                && Text(recording, "dialect") is { } dialect && !dialect.StartsWith("bedrock-invoke", StringComparison.Ordinal))
            {
                var file = Text(recording, "file")!;
                var failure = Record.Exception(() => check(api, File.ReadAllBytes(Path.Combine(folder, file)), recording.GetProperty("expected")));
                failures.AddRange(failure is null ? [] : [$"{file}: {failure.Message}"]);
            }
        }

        Assert.True(failures.Count == 0, string.Join("\n", failures));
    }

    private static string? Text(JsonElement holder, string name) =>
        holder.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static long? Number(JsonElement holder, string name) =>
        holder.GetProperty(name) is { ValueKind: JsonValueKind.Number } value ? value.GetInt64() : null;
}
