using System.Text.Json;
using LlmAspire.FilterService.Rules;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Dialects;

public sealed class ChatTests
{
    private const string Path = "/v1/chat/completions";
    private static readonly RuleSet Rules = FilterRun.Rules("pii", "secrets");

    [Fact]
    public void The_end_of_a_choice_lets_its_last_word_out()
    {
        using var run = new FilterRun(Rules, Path);

        run.Send("""data: {"choices":[{"index":0,"delta":{"content":"Hello"}}]}""");
        Assert.Empty(run.Delivered);
        run.Send("""data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}""");

        Assert.Equal(2, run.Delivered.Count);
    }

    [Fact]
    public void An_event_that_ends_a_choice_and_carries_its_last_text_does_not_wait()
    {
        using var run = new FilterRun(Rules, Path);

        run.Send("""data: {"choices":[{"index":0,"delta":{"content":"Hello ada@example.com"},"finish_reason":"stop"}]}""");

        Assert.Equal(["""data: {"choices":[{"index":0,"delta":{"content":"Hello [EMAIL]"},"finish_reason":"stop"}]}"""], run.Delivered);
    }

    [Fact]
    public void The_answer_behind_the_reasoning_does_not_wait_for_the_end()
    {
        using var run = new FilterRun(Rules, Path);

        run.Send("""data: {"choices":[{"index":0,"delta":{"reasoning_content":"so I say hello"}}]}""");
        run.Send("""data: {"choices":[{"index":0,"delta":{"content":"Hello. "}}]}""");

        Assert.Equal(2, run.Delivered.Count);
    }

    [Fact]
    public void A_match_that_the_reasoning_ends_with_is_redacted_when_the_answer_begins()
    {
        using var run = new FilterRun(Rules, Path);

        run.Send("""data: {"choices":[{"index":0,"delta":{"reasoning_content":"it is ada@example.com"}}]}""");
        run.Send("""data: {"choices":[{"index":0,"delta":{"content":"Hello. "}}]}""");

        Assert.Equal("""data: {"choices":[{"index":0,"delta":{"reasoning_content":"it is [EMAIL]"}}]}""", run.Delivered[0]);
    }

    [Fact]
    public void A_match_that_goes_on_behind_another_text_of_its_choice_does_not_come_through()
    {
        using var run = new FilterRun(Rules, Path);

        run.SendAll(
        [
            """data: {"choices":[{"index":0,"delta":{"content":"it is ada@exam"}}]}""",
            """data: {"choices":[{"index":0,"delta":{"refusal":"No. "}}]}""",
            """data: {"choices":[{"index":0,"delta":{"content":"ple.com, yes"}}]}""",
            "data: [DONE]",
        ]);

        Assert.Equal("it is [EMAIL], yes", string.Concat(run.Delivered.SelectMany(block => JsonWire.TextsOf(block, "content"))));
    }

    [Fact]
    public void Choices_that_alternate_are_texts_of_their_own()
    {
        using var run = new FilterRun(Rules, Path);

        run.SendAll(
        [
            Choice(0, "to ada@ex"), Choice(1, "or bob@exam"), Choice(0, "ample.com now"), Choice(1, "ple.org later"), "data: [DONE]",
        ]);

        var text = run.Delivered.Select(block => (First: block.Contains("\"index\":0", StringComparison.Ordinal), Text: string.Concat(JsonWire.TextsOf(block, "content")))).ToArray();
        Assert.Equal("to [EMAIL] now", string.Concat(text.Where(part => part.First).Select(part => part.Text)));
        Assert.Equal("or [EMAIL] later", string.Concat(text.Where(part => !part.First).Select(part => part.Text)));
    }

    [Fact]
    public void The_log_probabilities_of_redacted_tokens_are_replaced_and_others_stay()
    {
        using var run = new FilterRun(Rules, Path);

        run.SendAll([Logged("Hi "), Logged("ada"), Logged("@example"), Logged(".com"), Logged(" bye"), "data: [DONE]"]);

        var delivered = string.Concat(run.Delivered);
        Assert.DoesNotContain("ada", delivered, StringComparison.Ordinal);
        Assert.DoesNotContain("example", delivered, StringComparison.Ordinal);
        Assert.Equal(["Hi ", "[EMAIL]", "", "", " bye"], JsonWire.TextsOf(delivered, "content").ToArray());
        Assert.Equal(["Hi ", "[EMAIL]", "", "", " bye"], JsonWire.TextsOf(delivered, "token").Where(token => token != "other").ToArray());
        Assert.Equal(Logged("Hi "), run.Delivered[0]);
        foreach (var block in run.Delivered.SkipLast(1))
        {
            using var json = JsonDocument.Parse(block["data: ".Length..]);
        }
    }

    [Fact]
    public void Tokens_of_legacy_completions_are_redacted_and_their_alternatives_dropped()
    {
        using var run = new FilterRun(Rules, "/v1/completions");

        run.SendAll(
        [
            """data: {"choices":[{"text":"ada@ex","index":0,"logprobs":{"tokens":["ada","@ex"],"token_logprobs":[-1,-2],"top_logprobs":[{"ada":-1},{"@ex":-2}],"text_offset":[0,3]}}]}""",
            """data: {"choices":[{"text":"ample.com","index":0,"logprobs":{"tokens":["ample",".com"],"token_logprobs":[-1,-2],"top_logprobs":null,"text_offset":[6,11]}}]}""",
            "data: [DONE]",
        ]);

        Assert.Equal(
            """data: {"choices":[{"text":"[EMAIL]","index":0,"logprobs":{"tokens":["[EMAIL]",""],"token_logprobs":[-1,-2],"top_logprobs":null,"text_offset":[0,3]}}]}""",
            run.Delivered[0]);
    }

    [Theory]
    [InlineData("""{\"card\":4111111111111111,\"n\":1}""", """{\"card\":\"[CARD]\",\"n\":1}""")]
    [InlineData("""{\"a\":[4242424242424242,7]}""", """{\"a\":[\"[CARD]\",7]}""")]
    [InlineData("""{\"to\":\"ada\\u0040example.com\"}""", """{\"to\":\"[EMAIL]\"}""")]
    [InlineData("""{\"ada@example.com\":true}""", """{\"[EMAIL]\":true}""")]
    [InlineData("""{\"text\":\"a\\nada@example.com\\nb\"}""", """{\"text\":\"a\\n[EMAIL]\\nb\"}""")]
    [InlineData("""{\"key\":\"-----BEGIN PRIVATE KEY-----\\nMIIE\",\"x\":\"y\"}""", """{\"key\":\"[PRIVATE_KEY]\",\"x\":\"y\"}""")]
    public void Tool_arguments_stay_json_wherever_they_are_cut(string arguments, string expected)
    {
        for (var cut = 1; cut < arguments.Length; cut++)
        {
            if (arguments[cut - 1] == '\\' && (cut < 2 || arguments[cut - 2] != '\\'))
            {
                continue;
            }

            using var run = new FilterRun(Rules, Path);

            run.SendAll([Tool(arguments[..cut]), Tool(arguments[cut..]), "data: [DONE]"]);

            var streamed = string.Concat(run.Delivered.SelectMany(block => JsonWire.TextsOf(block, "arguments")));
            using var json = JsonDocument.Parse(streamed);
            Assert.Equal(JsonWire.Unescape(expected), streamed);
        }
    }

    [Fact]
    public void Usage_comments_and_unknown_members_come_back_as_they_are()
    {
        string[] events =
        [
            ": keep-alive", "event: ping\ndata: {\"type\":\"ping\"}", "data: {\"id\":\"ada@example.com\",\"choices\":[],\"usage\":{\"total_tokens\":5}}", "retry: 10",
            "data: { \"choices\" : [ ] , \"x\\u0040\" : 1.50 }", "data: {\"error\":{\"message\":\"of ada@example.com\"}}", "data: [DONE]",
        ];
        using var run = new FilterRun(Rules, Path);

        run.SendAll(events);

        Assert.Equal(events, run.Delivered);
    }

    private static string Choice(int index, string content) =>
        "data: {\"choices\":[{\"delta\":{\"content\":\"" + content + "\"},\"index\":" + index + "}]}";

    private static string Tool(string arguments) =>
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"" + arguments + "\"}}]}}]}";

    private static string Logged(string token) =>
        "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + token + "\"},\"logprobs\":{\"content\":[{\"token\":\"" + token
        + "\",\"logprob\":-0.5,\"bytes\":[1,2],\"top_logprobs\":[{\"token\":\"other\",\"logprob\":-3,\"bytes\":null}]}],\"refusal\":null}}]}";
}
