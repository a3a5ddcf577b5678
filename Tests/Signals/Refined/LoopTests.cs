using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Tests.Signals.Refined;

public sealed class LoopTests
{
    [Fact]
    public void Calls_that_are_equal_as_json_are_a_retry_on_the_last_of_them()
    {
        var report = RefinedConversations.Report(RefinedConversations.Calls(
            "find it",
            ("find", """{"a":1,"b":{"c":[1,2],"d":null}}""", "none"),
            ("find", """{ "b": {"d":null, "c":[ 1, 2.0 ]}, "a": 1 }""", "none"),
            ("find", """{"b":{"c":[1,2],"d":null},"a":1}""", "none")));

        var loop = Assert.Single(report.Signals);
        Assert.Equal((SignalType.Retry, 5), (loop.Type, loop.MessageIndex));
    }

    [Fact]
    public void Waiting_for_a_job_that_moves_on_is_no_retry() => Assert.Empty(RefinedConversations.Types(RefinedConversations.Calls(
        "wait", ("job", "{}", """{"pct":10}"""), ("job", "{}", """{"pct":50}"""), ("job", "{}", """{"pct":100}"""))));

    [Fact]
    public void An_answer_that_differs_in_its_time_alone_is_no_news() => Assert.Equal([SignalType.Retry], RefinedConversations.Types(RefinedConversations.Calls(
        "wait", ("job", "{}", """{"s":"on","checked_at":1}"""), ("job", "{}", """{"s":"on","checked_at":2}"""), ("job", "{}", """{"s":"on","checked_at":3}"""))));

    [Fact]
    public void Guesses_that_find_nothing_are_a_drift() => Assert.Equal([SignalType.ParameterDrift], RefinedConversations.Types(RefinedConversations.Calls(
        "open the plan", ("open", """{"f":"plan.txt"}""", "file not found"), ("open", """{"f":"Plan.doc"}""", "file not found"), ("open", """{"f":"plans/1"}""", "file not found"))));

    [Fact]
    public void One_call_for_each_thing_the_user_named_is_no_drift() => Assert.Empty(RefinedConversations.Types(RefinedConversations.Calls(
        "stock in Bern, Basel and Chur", ("stock", """{"shop":"Bern"}""", "none"), ("stock", """{"shop":"Basel"}""", "none"), ("stock", """{"shop":"Chur"}""", "none"))));

    [Fact]
    public void Calls_side_by_side_are_no_drift()
    {
        var rows = new List<ConversationRow> { new() { Kind = RowKind.Human, Text = "search everywhere", MessageIndex = 0 } };
        rows.AddRange(Enumerable.Range(0, 4).Select(static index =>
            new ConversationRow { Kind = RowKind.ToolCall, MessageIndex = 1, Call = new ToolInvocation("find", $"{{\"n\":{index}}}", $"c{index}") }));
        rows.AddRange(Enumerable.Range(0, 4).Select(static index =>
            new ConversationRow { Kind = RowKind.ToolResult, MessageIndex = 2 + index, Text = "no results", CallId = $"c{index}" }));

        Assert.Empty(RefinedConversations.Types(new Conversation(rows)));
    }

    [Fact]
    public void Editing_and_testing_without_progress_is_an_oscillation_and_with_progress_is_none()
    {
        (string, string, string)[] Rounds(params string[] results) =>
            [.. results.SelectMany((result, index) => new[] { ("edit", $"{{\"v\":{index}}}", "ok"), ("test", "{}", result) })];

        Assert.Equal([SignalType.Oscillation], RefinedConversations.Types(RefinedConversations.Calls("fix it", Rounds("2 failed", "2 failed", "2 failed"))));
        Assert.Empty(RefinedConversations.Types(RefinedConversations.Calls("fix it", Rounds("3 failed", "2 failed", "1 failed"))));
    }
}
