using LlmAspire.FilterService;
using LlmAspire.FilterService.Rules;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Streams;

public sealed class SessionTests
{
    private const string Chat = "/v1/chat/completions";
    private static readonly RuleSet Rules = FilterRun.Rules("pii", "secrets");

    [Fact]
    public void A_rule_that_blocks_ends_the_answer_before_the_first_event_of_its_match()
    {
        using var run = new FilterRun(FilterRun.Rules([new RuleOptions { Rule = "email", Action = "block" }]), Chat);

        run.Send(Delta("Hello. "));
        run.Send(Delta("to ada@ex"));
        run.Send(Delta("ample.com, "));

        Assert.Equal([Delta("Hello. ")], run.Delivered);
        Assert.Equal(["""{"action":"blocked","rule":"email","count":1,"reason":"rule 'email' matched"}"""], run.Verdicts);
        Assert.True(run.Ended);
    }

    [Fact]
    public void Verdicts_count_each_match_once_though_later_events_repeat_the_text()
    {
        using var run = new FilterRun(Rules, "/v1/responses");
        var wire = AnswerWire.All.Single(wire => wire.Name == "responses text");

        run.SendAll(wire.Stream(["ada@example.com, bob@example.com ", "or 4111111111111111."], JsonWire.Plain));

        var counts = run.Verdicts.GroupBy(verdict => verdict.Split('"')[7], verdict => int.Parse(verdict.Split("count\":")[1].Split(',')[0], null))
            .ToDictionary(rule => rule.Key, rule => rule.Sum());
        Assert.Equal(new Dictionary<string, int> { ["email"] = 2, ["card"] = 1 }, counts);
    }

    [Fact]
    public void Matches_that_only_the_last_event_holds_are_counted_too()
    {
        using var run = new FilterRun(Rules, "/v1/responses");

        run.SendAll(["""data: {"type":"response.completed","response":{"output":[{"content":[{"text":"ada@example.com bob@example.com"}]}]}}"""]);

        Assert.Equal(["""{"action":"redacted","rule":"email","count":2,"reason":"[EMAIL] took its place"}"""], run.Verdicts);
    }

    [Fact]
    public void Verdicts_hold_nothing_of_the_text()
    {
        using var run = new FilterRun(Rules, Chat);

        run.SendAll(RuleExamples().Select(example => Delta(JsonWire.Plain($"it is {example}, "))));

        Assert.All(run.Verdicts, verdict => Assert.All(RuleExamples(), example => Assert.DoesNotContain(example, verdict, StringComparison.Ordinal)));
    }

    [Fact]
    public void An_answer_without_a_match_is_told_as_passed()
    {
        using var run = new FilterRun(Rules, Chat);

        run.SendAll([Delta("Hello"), "data: [DONE]"]);

        Assert.Equal(["""{"action":"passed","rule":"","count":0,"reason":"no rule matched"}"""], run.Verdicts);
    }

    [Theory]
    [InlineData("data: {\"choices\":[{")]
    [InlineData("data: hello")]
    [InlineData("data: {}}")]
    public void An_event_that_is_no_json_ends_the_exchange_as_failed(string garbage)
    {
        using var run = new FilterRun(Rules, Chat);

        run.Send(Delta("Hello. "));
        run.Send(Delta("to ada@ex"));
        run.Send(garbage);

        Assert.Equal([Delta("Hello. ")], run.Delivered);
        Assert.Equal(["""{"action":"failed","rule":"wire","count":0,"reason":"the data of an event is no JSON"}"""], run.Verdicts);
        Assert.True(run.Ended);
    }

    [Fact]
    public void An_open_match_of_4_KB_counts_as_one_and_so_does_all_that_continues_it()
    {
        using var run = new FilterRun(Rules, Chat);
        var token = "sk-ant-" + new string('a', 6000);

        run.SendAll([.. $"key {token} end".Chunk(7).Select(part => Delta(new string(part))), "data: [DONE]"]);

        Assert.Equal("key [ANTHROPIC_KEY] end", string.Concat(run.Delivered.SelectMany(block => JsonWire.TextsOf(block, "content"))));
    }

    [Fact]
    public void A_private_key_is_redacted_to_its_end_without_being_held_back()
    {
        using var run = new FilterRun(Rules, Chat);

        run.Send(Delta("-----BEGIN OPENSSH PRIVATE KEY-----"));
        run.Send(Delta("\\nb3BlbnNzaC1rZXktdjEAAAAA"));
        Assert.Equal([Delta("[PRIVATE_KEY]"), Delta("")], run.Delivered);
        run.Send(Delta("\\n-----END OPENSSH PRI"));
        run.Send(Delta("VATE KEY-----\\nDone. "));

        Assert.Equal("[PRIVATE_KEY]\nDone. ", string.Concat(run.Delivered.SelectMany(block => JsonWire.TextsOf(block, "content"))));
    }

    [Fact]
    public void An_open_match_of_one_choice_does_not_hold_the_others_back_for_ever()
    {
        using var run = new FilterRun(Rules, Chat);
        run.Send("""data: {"choices":[{"index":1,"delta":{"content":"to ada@exam"}}]}""");

        for (var i = 0; i < 10_000; i++)
        {
            run.Send(Delta("some more words. "));
        }

        Assert.True(run.Delivered.Count > 5_000);
        run.Send("""data: {"choices":[{"index":1,"delta":{"content":"ple.com now. "}}]}""");
        Assert.Contains("to [EMAIL]", run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("ple.com", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Overlapping_matches_leave_nothing_of_either()
    {
        using var run = new FilterRun(FilterRun.Rules(
        [
            new RuleOptions { Rule = "email" }, new RuleOptions { Rule = "blocklist", Patterns = { "example\\.com/secret" } },
        ]), Chat);

        run.SendAll([Delta("ada@example.com/secret now"), "data: [DONE]"]);

        Assert.Equal(Delta("[EMAIL] now"), run.Delivered[0]);
    }

    [Fact]
    public void Every_event_is_answered_once_and_in_order()
    {
        using var run = new FilterRun(Rules, Chat);

        run.SendAll([.. "Mail ada@example.com, bob@example.com or call +49 30 901820 now".Chunk(3).Select(part => Delta(new string(part))), "data: [DONE]"]);

        var ids = run.Output.Split('\n').Where(line => line.StartsWith("id: ", StringComparison.Ordinal)).Select(line => int.Parse(line[4..], null)).ToArray();
        Assert.Equal(ids.Order().Distinct(), ids);
        Assert.Equal(run.Delivered.Count, ids[^1]);
    }

    private static IEnumerable<string> RuleExamples() => Tests.FilterService.Rules.RuleExamples.All.Select(example => example.Example);

    private static string Delta(string content) => "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"}}]}";
}
