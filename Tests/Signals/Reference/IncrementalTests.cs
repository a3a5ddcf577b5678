using LlmAspire.Signals.Conversations;

namespace LlmAspire.Tests.Signals.Reference;

public sealed class IncrementalTests
{
    [Theory]
    [InlineData(1, 30)]
    [InlineData(2, 99)]
    [InlineData(3, 140)]
    [InlineData(4, 260)]
    public void A_conversation_that_grows_turn_by_turn_has_the_report_of_the_whole_at_every_turn(int seed, int rows)
    {
        using var pack = new OwnPack();
        var analyzer = pack.Analyzer();
        var whole = Rows.Random(seed, rows);
        var random = new Random(seed);
        var state = analyzer.CreateState();

        for (var count = 1; count <= rows; count += random.Next(1, 4))
        {
            var conversation = new Conversation([.. whole.Rows.Take(count)]);

            Assert.Equal(Json(analyzer.Analyze(conversation)), Json(analyzer.Analyze(conversation, state)));
        }
    }

    [Fact]
    public void A_state_of_another_or_a_rewritten_conversation_gives_the_same_report_as_none()
    {
        using var pack = new OwnPack();
        var analyzer = pack.Analyzer();
        var state = analyzer.CreateState();
        var random = new Random(7);

        for (var round = 0; round < 60; round++)
        {
            var conversation = Rows.Random(random.Next(5), random.Next(1, 180));
            var rows = conversation.Rows.ToList();
            rows.RemoveRange(0, random.Next(rows.Count / 2));
            var rewritten = new Conversation(rows);

            Assert.Equal(Json(analyzer.Analyze(rewritten)), Json(analyzer.Analyze(rewritten, state)));
        }
    }

    [Fact]
    public void What_a_state_keeps_is_bounded_by_the_window()
    {
        using var pack = new OwnPack();
        var analyzer = pack.Analyzer();
        var state = analyzer.CreateState();

        for (var count = 100; count <= 3000; count += 100)
        {
            analyzer.Analyze(Rows.Random(1, count), state);
        }

        Assert.InRange(state.ApproximateBytes, 1, 100 * 1000);
    }

    [Fact]
    public void A_state_of_another_kind_is_refused()
    {
        using var pack = new OwnPack();

        Assert.Throws<ArgumentException>(() => pack.Analyzer().Analyze(Rows.Users("hello"), new OtherState()));
    }

    private static string Json(LlmAspire.Signals.Reports.ConversationReport report) => ReferenceCases.ToJson(report).GetRawText();

    private sealed class OtherState : LlmAspire.Signals.Analysis.AnalysisState
    {
        public override long ApproximateBytes => 0;
    }
}
