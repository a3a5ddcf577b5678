using LlmAspire.FilterService.Rules;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Dialects;

/// <summary>Places of an answer where text stands beside its plain deltas. <c>$</c> is where the text goes.</summary>
public sealed class TextPlaceTests
{
    private const string Chat = "/v1/chat/completions";
    private const string Responses = "/v1/responses";
    private const string Messages = "/v1/messages";
    private const string Secret = "mail ada@example.com or +49 30 1234567 😀 now";
    private const string Redacted = "mail [EMAIL] or [PHONE] 😀 now";

    private static readonly RuleSet Rules = FilterRun.Rules("pii", "secrets");

    [Theory]
    [InlineData(Chat, "text", """data: {"choices":[{"index":0,"delta":{"reasoning_details":[{"type":"reasoning.text","text":"$","index":0}]}}]}""")]
    [InlineData(Chat, "summary", """data: {"choices":[{"index":0,"delta":{"reasoning_details":[{"type":"reasoning.summary","summary":"$","index":1}]}}]}""")]
    [InlineData(Chat, "text", """data: {"choices":[{"index":0,"delta":{"content":[{"type":"text","text":"$"}]}}]}""")]
    [InlineData(Chat, "text", """data: {"choices":[{"index":0,"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"$"}]}]}}]}""")]
    [InlineData(Chat, "transcript", """data: {"choices":[{"index":0,"delta":{"audio":{"id":"a","transcript":"$"}}}]}""")]
    [InlineData(Chat, "input", """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"type":"custom","custom":{"input":"$"}}]}}]}""")]
    [InlineData(Responses, "delta", """data: {"type":"response.refusal.delta","output_index":0,"content_index":0,"delta":"$"}""")]
    [InlineData(Responses, "delta", """data: {"type":"response.reasoning_text.delta","output_index":0,"content_index":0,"delta":"$"}""")]
    [InlineData(Responses, "delta", """data: {"type":"response.code_interpreter_call_code.delta","output_index":0,"delta":"$"}""")]
    [InlineData(Responses, "delta", """data: {"type":"response.custom_tool_call_input.delta","output_index":0,"delta":"$"}""")]
    [InlineData(Responses, "delta", """data: {"type":"response.audio.transcript.delta","delta":"$"}""")]
    [InlineData(Responses, "delta", """data: {"type":"response.something_new.delta","output_index":3,"delta":"$"}""")]
    [InlineData(Messages, "content", """data: {"type":"content_block_delta","index":0,"delta":{"type":"compaction_delta","content":"$"}}""")]
    public void Text_that_is_streamed_is_redacted_wherever_it_is_cut(string path, string member, string template)
    {
        Assert.Equal(Redacted, Streamed([.. Secret.Select(character => character.ToString())]));
        Assert.All(Enumerable.Range(1, Secret.Length - 1), cut => Assert.Equal(Redacted, Streamed([Secret[..cut], Secret[cut..]])));

        string Streamed(string[] parts) => string.Concat(Run(path, parts.Select(part => template.Replace("$", JsonWire.Escape(part), StringComparison.Ordinal)))
            .SelectMany(block => JsonWire.TextsOf(block, member)));
    }

    [Theory]
    [InlineData(Chat, """data: {"choices":[{"index":0,"delta":{"annotations":[{"type":"url_citation","url_citation":{"title":"$","url":"https://a/"}}]}}]}""")]
    [InlineData(Responses, """data: {"type":"response.output_text.annotation.added","output_index":0,"annotation":{"type":"url_citation","title":"$","url":"https://a/"}}""")]
    [InlineData(Responses, """data: {"type":"response.refusal.done","output_index":0,"refusal":"$"}""")]
    [InlineData(Responses, """data: {"type":"response.code_interpreter_call_code.done","output_index":0,"code":"$"}""")]
    [InlineData(Responses, """data: {"type":"response.custom_tool_call_input.done","output_index":0,"input":"$"}""")]
    [InlineData(Responses, """data: {"type":"response.content_part.done","part":{"type":"refusal","refusal":"$"}}""")]
    [InlineData(Responses, """data: {"type":"response.reasoning_summary_part.done","part":{"type":"summary_text","text":"$"}}""")]
    [InlineData(Responses, """data: {"type":"response.output_item.done","item":{"type":"file_search_call","queries":["$"],"results":[{"text":"$"}]}}""")]
    [InlineData(Responses, """data: {"type":"response.output_item.done","item":{"type":"mcp_call","arguments":"{\"a\":\"$\"}","output":"$"}}""")]
    [InlineData(Responses, """data: {"type":"response.incomplete","response":{"status":"incomplete","output":[{"type":"message","content":[{"type":"output_text","text":"$"}]}]}}""")]
    [InlineData(Responses, """data: {"type":"response.failed","response":{"status":"failed","output":[{"type":"reasoning","content":[{"type":"reasoning_text","text":"$"}]}]}}""")]
    [InlineData(Messages, """data: {"type":"content_block_delta","index":0,"delta":{"type":"citations_delta","citation":{"type":"char_location","cited_text":"$","document_title":"$"}}}""")]
    [InlineData(Messages, """data: {"type":"content_block_start","index":0,"content_block":{"type":"web_search_tool_result","content":[{"type":"web_search_result","title":"$","url":"https://a/"}]}}""")]
    [InlineData(Messages, """data: {"type":"content_block_start","index":0,"content_block":{"type":"code_execution_tool_result","content":{"stdout":"$","stderr":""}}}""")]
    public void Text_that_one_event_holds_whole_is_redacted(string path, string template)
    {
        var delivered = Assert.Single(Run(path, [template.Replace("$", Secret, StringComparison.Ordinal)]));

        Assert.Equal(template.Replace("$", Redacted, StringComparison.Ordinal), delivered);
    }

    [Theory]
    [InlineData(Chat, """data: {"object":"thread.message.delta","text":"$","delta":{"content":"$"}}""")]
    [InlineData(Responses, """data: {"type":"response.audio.delta","delta":"Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw=="}""")]
    [InlineData(Responses, """data: {"type":"response.image_generation_call.partial_image","partial_image_b64":"$"}""")]
    [InlineData(Messages, """data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"$"}}""")]
    [InlineData(Messages, "event: $\nretry: 5\n: $\nunknown: $\ndata: {\"type\":\"vendor_event\",\"vendor\":{\"x\":\"\\u0061\"}}")]
    public void What_is_no_text_of_an_answer_comes_back_as_it_is(string path, string template)
    {
        var lines = template.Replace("$", Secret, StringComparison.Ordinal);

        Assert.Equal([lines], Run(path, [lines]));
    }

    [Fact]
    public void Blocks_that_alternate_are_texts_of_their_own()
    {
        var parts = Secret.Select(character => character.ToString()).ToArray();

        var delivered = Run(Messages, parts.SelectMany(part => (string[])
        [
            Block(0, """{"type":"text_delta","text":"$"}""", part), Block(1, """{"type":"thinking_delta","thinking":"$"}""", part), Block(2, """{"type":"text_delta","text":"$"}""", part),
        ]));

        foreach (var index in (int[])[0, 1, 2])
        {
            var own = string.Concat(delivered.Where(block => block.Contains($"\"index\":{index}", StringComparison.Ordinal)));
            Assert.Equal(Redacted, string.Concat(JsonWire.TextsOf(own, index == 1 ? "thinking" : "text")));
        }
    }

    [Fact]
    public void Tool_calls_of_several_choices_that_alternate_stay_json()
    {
        var arguments = $$"""{"to":"{{JsonWire.Escape(Secret)}}","n":4111111111111111}""";

        var delivered = Run(Chat, arguments.Select(character => JsonWire.Escape(character.ToString())).SelectMany(part => (string[])
            [Tool(0, 0, part), Tool(0, 1, part), Tool(1, 0, part)]));

        foreach (var (choice, call) in (ValueTuple<int, int>[])[(0, 0), (0, 1), (1, 0)])
        {
            var own = delivered.Where(block => block.Contains($"\"index\":{choice},\"delta\":{{\"tool_calls\":[{{\"index\":{call}", StringComparison.Ordinal));
            Assert.Equal(
                $$"""{"to":"{{JsonWire.Escape(Redacted).Replace("\\u0040", "@", StringComparison.Ordinal)}}","n":"[CARD]"}""",
                string.Concat(own.SelectMany(block => JsonWire.TextsOf(block, "arguments"))));
        }
    }

    private static IReadOnlyList<string> Run(string path, IEnumerable<string> events)
    {
        using var run = new FilterRun(Rules, path);
        run.SendAll(events);
        return run.Delivered;
    }

    private static string Block(int index, string delta, string text) =>
        $"data: {{\"type\":\"content_block_delta\",\"index\":{index},\"delta\":{delta.Replace("$", JsonWire.Escape(text), StringComparison.Ordinal)}}}";

    private static string Tool(int choice, int call, string arguments) =>
        $"data: {{\"choices\":[{{\"index\":{choice},\"delta\":{{\"tool_calls\":[{{\"index\":{call},\"function\":{{\"arguments\":\"{arguments}\"}}}}]}}}}]}}";
}
