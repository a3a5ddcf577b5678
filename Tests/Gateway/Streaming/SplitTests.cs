using System.Text;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Streaming;

public sealed class SplitTests
{
    private static readonly Dictionary<string, (Dialect Dialect, string Body)> Bodies = new()
    {
        ["chat stream"] = (Dialect.OpenAiChat, string.Concat(Wire.ChatEvents)),
        ["chat stream with CRLF"] = (Dialect.OpenAiChat, string.Concat(Wire.ChatEvents).Replace("\n", "\r\n", StringComparison.Ordinal)),
        ["chat stream with lone CR"] = (Dialect.OpenAiChat, string.Concat(Wire.ChatEvents).Replace("\n", "\r", StringComparison.Ordinal)),
        ["chat stream with comments and a byte order mark"] =
            (Dialect.OpenAiChat, "\ufeff: hello\n\n" + string.Join(": ping\nid: 7\nretry: 10\n", Wire.ChatEvents)),
        ["chat stream with data over several lines"] =
            (Dialect.OpenAiChat, string.Concat(Wire.ChatEvents).Replace("\"choices\"", "\ndata: \"choices\"", StringComparison.Ordinal)),
        ["chat stream without blank lines"] = (Dialect.OpenAiChat, string.Concat(Wire.ChatEvents).Replace("\n\n", "\n", StringComparison.Ordinal)),
        ["chat stream without its last blank line"] = (Dialect.OpenAiChat, string.Concat(Wire.ChatEvents[..^1]).TrimEnd('\n')),
        ["chat stream cut in its usage"] = (Dialect.OpenAiChat, string.Concat(Wire.ChatEvents[..^1])[..^60]),
        ["chat stream with an error"] =
            (Dialect.OpenAiChat, string.Concat(Wire.ChatEvents[..3]) + Wire.Data("""{"error":{"type":"overloaded","message":"no"}}""")),
        ["chat answer"] = (Dialect.OpenAiChat, Wire.ChatAnswer),
        ["Responses stream"] = (Dialect.OpenAiResponses, string.Concat(Wire.ResponsesEvents)),
        ["Anthropic stream"] = (Dialect.AnthropicMessages, string.Concat(Wire.AnthropicEvents)),
        ["Anthropic answer"] = (Dialect.AnthropicMessages,
            """{"id":"msg_5","type":"message","model":"m-1-real","content":[{"type":"text","text":"a\u00e9\n"},{"type":"tool_use","id":"toolu_1","name":"f","input":{"a":[1,{"b":"}\"]"}]}}],"stop_reason":"tool_use","usage":{"input_tokens":3,"output_tokens":4}}"""),
        ["completions stream"] = (Dialect.OpenAiCompletions, Wire.Data("""{"id":"c","model":"m","choices":[{"index":0,"text":"a","finish_reason":"length"}],"usage":{"prompt_tokens":1,"completion_tokens":1}}""")),
    };

    public static TheoryData<string> Names => [.. Bodies.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Any_split_of_the_bytes_gives_the_same_result(string name)
    {
        var (dialect, text) = Bodies[name];
        ReadOnlyMemory<byte> body = Encoding.UTF8.GetBytes(text);
        var whole = Reading.Everything(dialect, body);

        for (var at = 1; at < body.Length; at++)
        {
            Assert.Equal(whole, Reading.Everything(dialect, body[..at], body[at..]));
        }

        Assert.Equal(whole, Reading.Everything(dialect, Reading.Bytes(body)));
    }

    [Theory]
    [InlineData("\n\n", "\n")]
    [InlineData("\n\n", "\r\n")]
    [InlineData("data: ", "event: x\ndata: ")]
    public void A_chat_stream_whose_server_frames_it_loosely_says_the_same(string written, string sent)
    {
        var body = string.Concat(Wire.ChatEvents);

        var facts = Reading.Everything(Dialect.OpenAiChat, Encoding.UTF8.GetBytes(body));
        var loose = Reading.Everything(Dialect.OpenAiChat, Encoding.UTF8.GetBytes(body.Replace(written, sent, StringComparison.Ordinal)));

        Assert.Equal(facts, loose);
    }

    [Fact]
    public void A_chat_stream_tells_model_id_usage_reasons_and_content()
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Wire.ChatEvents));

        var facts = Reading.Meter(Dialect.OpenAiChat, [body]);
        var answer = Reading.Answer(Dialect.OpenAiChat, [body]);

        Assert.Equal(("m-1-real", "chatcmpl-7", true, true), (facts.Model, facts.ResponseId, facts.HasToken, facts.IsTerminal));
        Assert.Equal(["tool_calls"], facts.FinishReasons);
        Assert.Equal(new(11, 7, 18, 4, null, 0, InputIncludesCached: true), facts.Usage);
        Assert.Equal("Grüß \"usage\" 😀", answer.Text);
        Assert.Equal(new ToolCall("call_1", "weather", "{\"city\":\"Bonn\"}"), Assert.Single(answer.ToolCalls));
    }

    [Fact]
    public void A_Responses_stream_tells_model_id_usage_status_and_content()
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Wire.ResponsesEvents));

        var facts = Reading.Meter(Dialect.OpenAiResponses, [body]);
        var answer = Reading.Answer(Dialect.OpenAiResponses, [body]);

        Assert.Equal(("m-1-real", "resp_1", true, true), (facts.Model, facts.ResponseId, facts.HasToken, facts.IsTerminal));
        Assert.Equal(["completed"], facts.FinishReasons);
        Assert.Equal(new(30, 12, 42, 8, null, 5, InputIncludesCached: true), facts.Usage);
        Assert.Equal("Guten Tag", answer.Text);
        Assert.Equal(new ToolCall("call_9", "weather", "{\"city\":\"Bonn\"}"), Assert.Single(answer.ToolCalls));
    }

    [Fact]
    public void An_Anthropic_stream_overlays_its_usage_and_counts_cache_tokens_beside_the_input()
    {
        var body = Encoding.UTF8.GetBytes(string.Concat(Wire.AnthropicEvents));

        var facts = Reading.Meter(Dialect.AnthropicMessages, [body]);
        var answer = Reading.Answer(Dialect.AnthropicMessages, [body]);

        Assert.Equal(("m-1-real", "msg_5", true, true), (facts.Model, facts.ResponseId, facts.HasToken, facts.IsTerminal));
        Assert.Equal(["tool_use"], facts.FinishReasons);
        Assert.Equal(new(25, 15, 40, 7, 3, null, InputIncludesCached: false), facts.Usage);
        Assert.Equal((35, 15), (facts.Usage!.Value.AllInput, facts.Usage.Value.AllOutput));
        Assert.Equal("Let me look.", answer.Text);
        Assert.Equal(new ToolCall("toolu_1", "weather", "{\"city\": \"Bonn\"}"), Assert.Single(answer.ToolCalls));
    }
}
