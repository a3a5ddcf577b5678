using System.Diagnostics;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Signals;

public sealed class SignalSpanTests
{
    [Fact]
    public async Task A_bad_conversation_shows_in_the_calls_span()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User("hello there"), SignalsGateway.Assistant("hi"), SignalsGateway.User(SignalsGateway.Bad)));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal("chat m-1 \U0001F6A9", chat.DisplayName);
        var expected = new Dictionary<string, object?>
        {
            ["signals.quality"] = "severe",
            ["signals.quality_score"] = 0d,
            ["signals.turn_count"] = 2L,
            ["signals.efficiency_score"] = 1d,
            ["signals.interaction.misalignment.count"] = 1L,
            ["signals.interaction.misalignment.severity"] = 1L,
            ["signals.interaction.disengagement.count"] = 2L,
            ["signals.interaction.disengagement.severity"] = 1L,
            ["signals.interaction.satisfaction.count"] = null,
            ["signals.follow_up.repair.count"] = 1L,
            ["signals.follow_up.repair.ratio"] = "0.500",
            ["signals.frustration.count"] = 1L,
            ["signals.frustration.severity"] = 1L,
            ["signals.repetition.count"] = null,
            ["signals.escalation.requested"] = true,
            ["signals.positive_feedback.count"] = null,
        };
        Assert.Equal(expected, expected.ToDictionary(static item => item.Key, item => chat.GetTagItem(item.Key)));
    }

    [Fact]
    public async Task Each_signal_is_an_event_without_text_of_the_conversation()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User(SignalsGateway.Bad)));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal(
            [
                "signal.interaction.misalignment.correction", "signal.interaction.disengagement.negative_stance",
                "signal.interaction.disengagement.escalation",
            ],
            SignalsOf(chat).Select(static signal => signal.Name));
        var escalation = SignalsOf(chat)[^1].Tags.ToDictionary();
        Assert.Equal(
            new Dictionary<string, object?>
            {
                ["signal.type"] = "interaction.disengagement.escalation",
                ["signal.message_index"] = 0L,
                ["signal.confidence"] = 1d,
                ["signal.metadata"] = """{"pattern_type":"escalation"}""",
            },
            escalation);
        Assert.DoesNotContain("boss", string.Concat(SignalsOf(chat).SelectMany(static signal => signal.Tags)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Snippets_are_told_under_the_content_switch()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.", ("OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT", "true"));
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User(SignalsGateway.Bad)));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Contains("fetch your boss", SignalsOf(chat).Select(static signal => signal.Tags.ToDictionary().GetValueOrDefault("signal.snippet")));
    }

    [Fact]
    public async Task A_good_conversation_has_its_quality_and_no_flag_and_no_event()
    {
        await using var gateway = await SignalsGateway.StreamingAsync();
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User("What is the weather like?")));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal(("chat m-1", "neutral"), (chat.DisplayName, chat.GetTagItem("signals.quality")));
        Assert.Empty(SignalsOf(chat));
    }

    [Fact]
    public async Task The_answer_just_given_is_part_of_the_conversation()
    {
        const string Same = "Please open the portal and choose the menu of invoices.";
        await using var gateway = await SignalsGateway.AnsweringAsync(Same);
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(
            spans, SignalsGateway.Request(SignalsGateway.User("Where are they?"), SignalsGateway.Assistant(Same), SignalsGateway.User("And now?")));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal(["signal.interaction.stagnation.repetition"], SignalsOf(chat).Select(static signal => signal.Name));
    }

    [Fact]
    public async Task Earlier_turns_of_a_kept_conversation_are_part_of_it()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        await gateway.ChatAsync(null, SignalsGateway.Request(SignalsGateway.User(SignalsGateway.Bad)), ("x-conversation-id", "c-1"));
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User("What is the weather like?")), ("x-conversation-id", "c-1"));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal((2L, 1L), (chat.GetTagItem("signals.turn_count"), chat.GetTagItem("signals.interaction.misalignment.count")));
    }

    [Fact]
    public async Task The_span_ends_when_the_answer_ended_and_its_events_lie_within_it()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.");
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User(SignalsGateway.Bad)));
        var chat = await spans.WaitForAsync("chat m-1");

        var end = chat.StartTimeUtc + chat.Duration;
        Assert.All(SignalsOf(chat), signal => Assert.InRange(signal.Timestamp.UtcDateTime, chat.StartTimeUtc, end));
        Assert.InRange((long)chat.GetTagItem("llm.duration_ms")!, 0, (long)chat.Duration.TotalMilliseconds);
    }

    [Fact]
    public async Task The_flag_is_what_the_setting_says()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.", ("Gateway:Signals:FlagMarker", "[!]"));
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User(SignalsGateway.Bad)));

        Assert.Equal("chat m-1 [!]", (await spans.WaitForAsync("chat m-1")).DisplayName);
    }

    [Fact]
    public async Task Switched_off_nothing_is_analyzed()
    {
        await using var gateway = await SignalsGateway.AnsweringAsync("Sorry.", ("Gateway:Signals:Enabled", "false"));
        using var spans = new SpanRecorder();

        await gateway.ChatAsync(spans, SignalsGateway.Request(SignalsGateway.User(SignalsGateway.Bad)), ("x-conversation-id", "c-1"));
        var chat = await spans.WaitForAsync("chat m-1");

        Assert.Equal("chat m-1", chat.DisplayName);
        Assert.DoesNotContain(chat.TagObjects, static tag => tag.Key.StartsWith("signal", StringComparison.Ordinal));
        Assert.Empty(gateway.Server.Metrics.Of("llm.conversation.quality"));
    }

    private static ActivityEvent[] SignalsOf(Activity span) =>
        [.. span.Events.Where(static e => e.Name.StartsWith("signal.", StringComparison.Ordinal))];
}
