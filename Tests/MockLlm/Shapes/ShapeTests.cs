using System.Text.Json.Nodes;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm.Shapes;

/// <summary>The mock's answers beside real ones: nothing in them that no provider sends, nothing missing that all recordings have.</summary>
public sealed class ShapeTests
{
    private const string Everything = """
        [{"reason":"let me think"},{"say":"some words"},
         {"call":[{"name":"a","arguments":{"x":1}},{"name":"b"}]},{"usage":{"input":50,"output":40,"cached":10,"cacheCreation":5,"reasoning":3}}]
        """;

    /// <summary>Members that the mock adds to what the recordings of a dialect have, with the provider that sends them.</summary>
    private static readonly Dictionary<string, string[]> KnownBeyondRecordings = new()
    {
        // DeepSeek, Qwen and others; OpenAI's own chat completions shows no reasoning.
        ["openai-chat"] = [".choices[].delta.reasoning_content", ".choices[].message.reasoning_content"],

        // The recordings' reasoning is without a summary.
        ["openai-responses"] = ["(reasoning).summary[](summary_text)", ".part(summary_text)", "(reasoning).summary[]"],
        ["anthropic-messages"] = [],

        // Recorded in whole answers only; streamed lines have the same message.
        ["ollama-native"] = [".message.thinking", ".message.tool_calls"],
    };

    /// <summary>Kinds of objects that none of the recordings has, so that only the SDKs vouch for them.</summary>
    private static readonly string[] KindsNotRecorded =
    [
        "ollama-native error",
        "openai-responses response.reasoning_summary_part.added",
        "openai-responses response.reasoning_summary_part.done",
        "openai-responses response.reasoning_summary_text.delta",
        "openai-responses response.reasoning_summary_text.done",
    ];

    public static TheoryData<string, string, string> Dialects => new()
    {
        { "openai-chat", "/v1/chat/completions", """{"model":"mock","messages":[{"role":"user","content":"x"}]}""" },
        { "openai-responses", "/v1/responses", """{"model":"mock","input":"x"}""" },
        { "anthropic-messages", "/v1/messages", """{"model":"mock","max_tokens":99,"messages":[{"role":"user","content":"x"}]}""" },
        { "ollama-native", "/api/chat", """{"model":"mock","messages":[{"role":"user","content":"x"}]}""" },
    };

    [Theory]
    [MemberData(nameof(Dialects))]
    public async Task Every_member_is_one_that_a_real_answer_has_and_none_is_missing_that_all_have(string dialect, string path, string request)
    {
        var recorded = RecordedStreams.Entries(dialect).Select(entry => AnswerShape.Of(RecordedStreams.Body(entry))).ToList();
        await using var mock = MockLlmServer.Start();
        List<AnswerShape> ours =
        [
            AnswerShape.Of(await AskAsync(mock, path, request, Everything, stream: true)),
            AnswerShape.Of(await AskAsync(mock, path, request, Everything, stream: false)),
            AnswerShape.Of(await AskAsync(mock, path, request, """[{"status":400}]""", stream: false)),
        ];

        foreach (var kind in ours.SelectMany(shape => shape.Members.Keys).Distinct())
        {
            var real = recorded.Where(shape => shape.Members.ContainsKey(kind)).Select(shape => shape.Members[kind]).ToList();
            if (real.Count == 0)
            {
                Assert.Contains($"{dialect} {kind}", KindsNotRecorded);
                continue;
            }

            var mine = ours.Where(shape => shape.Members.ContainsKey(kind)).SelectMany(shape => shape.Members[kind]).ToHashSet();
            var unknown = mine.Except(real.SelectMany(members => members))
                .Where(member => !KnownBeyondRecordings[dialect].Any(known => member.Contains(known, StringComparison.Ordinal)));
            var missing = real.SelectMany(members => members).Distinct().Where(member => !mine.Contains(member) && IsRequired(member, real, mine));
            Assert.True(!unknown.Any() && !missing.Any(), $"{kind}: unknown {string.Join(", ", unknown)}; missing {string.Join(", ", missing)}");
        }
    }

    [Theory]
    [InlineData("openai-responses/openinference-test_responses_simple_input_stream-0.sse", "/v1/responses",
        """{"model":"mock","input":"x"}""", """[{"say":"a b c"}]""")]
    [InlineData("openai-responses/fantasy-openai-gpt-4o-mini-multi_tool_streaming-0.sse", "/v1/responses",
        """{"model":"mock","input":"x"}""", """[{"call":[{"name":"a","arguments":{"x":1}},{"name":"b"}],"chunks":2}]""")]
    [InlineData("openai-responses/braintrust-flue-v1-0-0-beta-3.cassette-7.sse", "/v1/responses",
        """{"model":"mock","input":"x"}""", """[{"say":"a b c"},{"finish":"length"}]""")]
    [InlineData("anthropic-messages/llmanthropic-test_stream_events_thinking-0.sse", "/v1/messages",
        """{"model":"mock","max_tokens":99,"messages":[{"role":"user","content":"x"}]}""", """[{"reason":"a b"},{"say":"c d"}]""")]
    [InlineData("anthropic-messages/llmanthropic-test_tools-0.sse", "/v1/messages",
        """{"model":"mock","max_tokens":99,"messages":[{"role":"user","content":"x"}]}""", """[{"call":[{"name":"a"},{"name":"b"}]}]""")]
    public async Task Events_come_in_the_order_of_a_real_stream(string recording, string path, string request, string script)
    {
        var entry = RecordedStreams.Entries(recording.Split('/')[0]).Single(entry => (string?)entry["file"] == recording);
        await using var mock = MockLlmServer.Start();

        var ours = AnswerShape.Of(await AskAsync(mock, path, request, script, stream: true));

        Assert.Equal(AnswerShape.Of(RecordedStreams.Body(entry)).Order, ours.Order);
    }

    [Fact]
    public async Task Every_recording_is_served_in_place_byte_for_byte_with_its_status()
    {
        await using var mock = MockLlmServer.StartWith("Recordings", RecordedStreams.Folder);
        var index = JsonNode.Parse(await File.ReadAllTextAsync(Path.Combine(RecordedStreams.Folder, "index.json"), TestDeadline.Token))!;

        foreach (var entry in index["recordings"]!.AsArray())
        {
            var file = (string)entry!["file"]!;
            using var response = await Chat.PostAsync(mock.Client, Chat.Request($"recorded/{file}"));
            Assert.Equal((int?)entry["http_status"] ?? 200, (int)response.StatusCode);
            Assert.Equal(
                await File.ReadAllBytesAsync(Path.Combine(RecordedStreams.Folder, file), TestDeadline.Token),
                await response.Content.ReadAsByteArrayAsync(TestDeadline.Token));
        }
    }

    /// <summary>A member is required where every recording has it that has the object around it, and the mock has that object too.</summary>
    private static bool IsRequired(string member, List<HashSet<string>> real, HashSet<string> mine)
    {
        var around = member[..(member.LastIndexOf('.') + 1)];
        bool HasObject(HashSet<string> members) => members.Any(other => other[..(other.LastIndexOf('.') + 1)] == around);
        return HasObject(mine) && real.Where(HasObject).All(members => members.Contains(member));
    }

    private static async Task<string> AskAsync(MockLlmServer mock, string path, string request, string script, bool stream)
    {
        var body = JsonNode.Parse(request)!.AsObject();
        body["stream"] = stream;
        body["metadata"] = new JsonObject { ["x-mock-script"] = script };
        using var message = new HttpRequestMessage(HttpMethod.Post, path) { Content = Chat.Content(body) };
        message.Headers.Add("anthropic-version", "2023-06-01");
        using var response = await mock.Client.SendAsync(message, TestDeadline.Token);
        return await response.Content.ReadAsStringAsync(TestDeadline.Token);
    }
}
