using System.Diagnostics;
using LlmAspire.Signals.Conversations;

namespace LlmAspire.Tests.Signals.Refined;

/// <summary>No input takes long. The bounds are for a shared two-core machine and a debug build; a release build stays far below.</summary>
public sealed class BoundTests
{
    // Below 10 ms in a release build on an idle machine.
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(1);

    public static TheoryData<string> Adversaries => new(
        string.Concat(Enumerable.Repeat("not ", 500)),
        string.Concat(Enumerable.Repeat("I want to speak to you you you ", 64)),
        string.Concat(Enumerable.Repeat("that is not what that is not what i ", 55)),
        string.Concat(Enumerable.Repeat("no i said no i meant ", 95)),
        new string('a', 2000),
        new string('"', 2000),
        string.Concat(Enumerable.Repeat("'a ", 666)),
        string.Concat(Enumerable.Repeat("?!", 1000)),
        string.Concat(Enumerable.Repeat("不对不是我说的", 285)),
        string.Concat(Enumerable.Repeat("\U0001F44D\u0301", 700)),
        string.Concat(Enumerable.Repeat("error: rate limit exceeded timed out not found ", 42)),
        new string('[', 2000),
        new string('\uD83D', 2000));

    [Theory]
    [MemberData(nameof(Adversaries))]
    public void A_hostile_message_of_two_thousand_characters_stays_within_its_bound(string text)
    {
        var conversation = new Conversation(
        [
            new ConversationRow { Kind = RowKind.Human, Text = text, MessageIndex = 0 },
            new ConversationRow { Kind = RowKind.Assistant, Text = text, MessageIndex = 1 },
            new ConversationRow { Kind = RowKind.Human, Text = text, MessageIndex = 2 },
            new ConversationRow { Kind = RowKind.ToolCall, MessageIndex = 3, Call = new ToolInvocation("x", text) },
            new ConversationRow { Kind = RowKind.ToolResult, Text = text, MessageIndex = 4 },
        ]);

        Assert.InRange(Fastest(conversation), TimeSpan.Zero, Bound);
    }

    [Fact]
    public void Text_beyond_two_thousand_characters_costs_nothing_more()
    {
        var text = string.Concat(Enumerable.Repeat("that is not what i asked for you said ", 40_000));

        Assert.InRange(Fastest(RefinedConversations.Turns("Hi", "Hello", text, text)), TimeSpan.Zero, Bound);
    }

    [Fact]
    public void Ten_thousand_rows_take_time_in_proportion()
    {
        var rows = RefinedConversations.Corpus("first").SelectMany(static one => one.Conversation.Rows).ToList();
        var many = Enumerable.Range(0, 10_000).Select(index => rows[index % rows.Count] with { MessageIndex = index });

        Assert.InRange(Fastest(new Conversation([.. many])), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Ten_thousand_calls_in_a_row_take_time_in_proportion()
    {
        var calls = Enumerable.Range(0, 5000).Select(static index => (index % 2 == 0 ? "a" : "b", $"{{\"n\":{index % 3}}}", "1 failed")).ToArray();

        Assert.InRange(Fastest(RefinedConversations.Calls("go", calls)), TimeSpan.Zero, TimeSpan.FromSeconds(10));
    }

    [Theory]
    [InlineData(60)]
    [InlineData(100_000)]
    public void Json_of_any_depth_in_a_result_is_read_or_taken_for_text(int depth)
    {
        var deep = $"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}";

        Assert.InRange(Fastest(RefinedConversations.Calls("go", ("find", deep, deep))), TimeSpan.Zero, Bound);
    }

    private static TimeSpan Fastest(Conversation conversation)
    {
        RefinedConversations.Report(conversation);
        return Enumerable.Range(0, 3).Min(_ =>
        {
            var started = Stopwatch.GetTimestamp();
            RefinedConversations.Report(conversation);
            return Stopwatch.GetElapsedTime(started);
        });
    }
}
