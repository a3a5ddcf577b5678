using System.Diagnostics;
using LlmAspire.Signals.Conversations;

namespace LlmAspire.Tests.Signals.Reference;

/// <summary>No input takes long. The bounds are for a shared two-core machine and a debug build; a release build stays far below.</summary>
public sealed class BoundTests
{
    public static TheoryData<string> Adversaries => new(
        string.Concat(Enumerable.Repeat("exceeded ", 222)),
        string.Concat(Enumerable.Repeat("exceeded a ", 181)) + "limi",
        new string('a', 2000),
        string.Concat(Enumerable.Repeat("a ", 1000)),
        string.Concat(Enumerable.Repeat("?!", 1000)),
        new string(' ', 2000),
        string.Concat(Enumerable.Repeat("this is you misread ", 100)),
        string.Concat(Enumerable.Repeat("\U0001F44D\u0301", 700)),
        string.Concat(Enumerable.Range(0, 400).Select(static number => $"w{number} ")));

    [Theory]
    [MemberData(nameof(Adversaries))]
    public void A_hostile_message_of_two_thousand_characters_takes_milliseconds(string text)
    {
        using var pack = new OwnPack();
        var analyzer = pack.Analyzer();
        var conversation = Rows.Of((RowKind.Human, text), (RowKind.Assistant, text), (RowKind.ToolResult, text), (RowKind.ToolCall, text));
        analyzer.Analyze(conversation);

        Assert.InRange(Fastest(() => analyzer.Analyze(conversation)), TimeSpan.Zero, TimeSpan.FromMilliseconds(50));
    }

    [Fact]
    public void Ten_thousand_rows_take_no_longer_than_the_window_does()
    {
        using var pack = new OwnPack();
        var analyzer = pack.Analyzer();
        var conversation = Rows.Random(1, 10_000);
        analyzer.Analyze(conversation);

        Assert.InRange(Fastest(() => analyzer.Analyze(conversation)), TimeSpan.Zero, TimeSpan.FromMilliseconds(100));
    }

    [Fact]
    public void A_tool_result_of_a_megabyte_takes_time_in_proportion()
    {
        using var pack = new OwnPack();
        var analyzer = pack.Analyzer();
        var conversation = Rows.Results(string.Concat(Enumerable.Repeat("exceeded the line of the server and no tool \u00E9 ", 22_000)));
        analyzer.Analyze(conversation);

        Assert.InRange(Fastest(() => analyzer.Analyze(conversation)), TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Theory]
    [InlineData(100)]
    [InlineData(100_000)]
    public void Json_of_any_depth_is_read_or_taken_for_text(int depth)
    {
        using var pack = new OwnPack();
        var deep = $"{{\"name\":\"find\",\"arguments\":{new string('[', depth)}{new string(']', depth)}}}";

        var report = pack.Analyzer().Analyze(Rows.Calls(deep, deep, deep));

        Assert.Single(report.Signals);
    }

    private static TimeSpan Fastest(Action action) => Enumerable.Range(0, 3).Min(_ =>
    {
        var started = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(started);
    });
}
