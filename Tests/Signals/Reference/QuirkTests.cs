using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Tests.Signals.Reference;

/// <summary>What the reference does that one would not expect, and Reference mode does too.</summary>
public sealed class QuirkTests
{
    [Fact]
    public void In_a_window_interaction_counts_from_the_start_and_execution_from_the_window()
    {
        var rows = Enumerable.Repeat((RowKind.Other, "x"), 120).ToList();
        rows[110] = (RowKind.Human, "you misread me");
        rows[115] = (RowKind.ToolResult, "bad argument");

        var report = Analyze(Rows.Of([.. rows]));

        Assert.Equal([(SignalType.Correction, 110), (SignalType.InvalidArgs, 95)], Places(report));
    }

    [Fact]
    public void In_a_window_a_repetition_has_the_offset_twice()
    {
        var rows = Enumerable.Repeat((RowKind.Other, "x"), 120).ToList();
        rows[50] = rows[52] = (RowKind.Human, "what does the invoice of march say in the end");

        var report = Analyze(Rows.Of([.. rows]));

        Assert.Contains((SignalType.Repetition, 72), Places(report));
    }

    [Fact]
    public void Only_the_last_hundred_rows_count()
    {
        var rows = Enumerable.Repeat((RowKind.Other, "x"), 101).ToList();
        rows[0] = (RowKind.Human, "i am leaving");

        Assert.Empty(Analyze(Rows.Of([.. rows])).Signals);
    }

    [Fact]
    public void Text_arguments_with_other_blanks_turn_a_retry_into_a_drift()
    {
        var report = Analyze(Rows.Calls(
            """{"name":"find","arguments":"{\"a\":1}"}""",
            """{"name":"find","arguments":"{\"a\": 1}"}""",
            """{"name":"find","arguments":"{\"a\":1}"}"""));

        Assert.Equal([(SignalType.ParameterDrift, 0)], Places(report));
    }

    [Fact]
    public void Object_arguments_in_another_order_are_a_retry()
    {
        var report = Analyze(Rows.Calls(
            """{"name":"find","arguments":{"a":1,"b":{"x":1,"y":2}}}""",
            """{"name":"find","args":{"b":{"y":2,"x":1},"a":1}}""",
            """{"function":"find","arguments":{"b":{"x":1,"y":2},"a":1}}"""));

        Assert.Equal([(SignalType.Retry, 0)], Places(report));
    }

    [Theory]
    [InlineData("find(a)", "find(b)", "find(a)")]
    [InlineData("find", "find ", "find(")]
    public void Calls_written_as_text_are_compared_by_name_and_text(string one, string two, string three)
    {
        Assert.Equal([(SignalType.ParameterDrift, 0)], Places(Analyze(Rows.Calls(one, two, three))));
    }

    [Fact]
    public void A_failure_names_the_last_call_and_without_one_the_row_before()
    {
        var report = Analyze(Rows.Of(
            (RowKind.ToolResult, "bad argument"), (RowKind.ToolCall, """{"name":"find"}"""), (RowKind.ToolResult, "keep out")));

        Assert.Equal(["unknown", "find"], report.Signals.Select(signal => Text(signal, "tool_name")));
        Assert.Equal([0L, 1L], report.Signals.Select(static signal => Value(signal, "call_index")));
    }

    [Fact]
    public void One_word_of_two_is_enough_for_a_phrase()
    {
        using var pack = new OwnPack(static content => content["types"]!["interaction.disengagement.quit"]!["patterns"]![0] = "why bother");

        Assert.Equal([SignalType.Quit], pack.Analyzer().Analyze(Rows.Users("why?")).Signals.Select(static signal => signal.Type));
    }

    [Fact]
    public void A_word_run_together_is_found_by_its_trigrams_alone()
    {
        Assert.Equal([(SignalType.Escalation, 0)], Places(Analyze(Rows.Users("fetch yourboss"))));
    }

    [Fact]
    public void Words_that_no_phrase_has_weigh_by_how_often_they_occur()
    {
        Assert.Equal([(SignalType.Confirmation, 0)], Places(Analyze(Rows.Users("quite odd right then"))));
        Assert.Empty(Analyze(Rows.Users("quite odd right odd")).Signals);
    }

    [Fact]
    public void Snippets_of_results_are_cut_by_bytes_and_on_characters()
    {
        var report = Analyze(Rows.Results(new string('\u00E9', 40) + " bad argument " + new string('\u65E5', 40)));

        var snippet = Assert.Single(report.Signals).Snippet;

        Assert.Equal("..." + new string('\u00E9', 25) + " bad argument " + new string('\u65E5', 17) + "...", snippet);
    }

    [Fact]
    public void Excellent_cannot_be_reached()
    {
        var report = Analyze(Rows.Users("much obliged", "much obliged, really", "it runs now", "quite right"));

        Assert.Equal((ConversationQuality.Good, 69d), (report.OverallQuality, report.QualityScore));
    }

    private static ConversationReport Analyze(Conversation conversation)
    {
        using var pack = new OwnPack();
        return pack.Analyzer().Analyze(conversation);
    }

    private static IEnumerable<(SignalType Type, int Index)> Places(ConversationReport report) =>
        report.Signals.Select(static signal => (signal.Type, signal.MessageIndex));

    private static object Value(SignalInstance signal, string key) => signal.Metadata.Single(entry => entry.Key == key).Value.Value;

    private static string Text(SignalInstance signal, string key) => (string)Value(signal, key);
}
