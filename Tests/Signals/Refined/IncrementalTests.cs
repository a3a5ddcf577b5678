using LlmAspire.Signals.Conversations;
using LlmAspire.Tests.Signals.Reference;

namespace LlmAspire.Tests.Signals.Refined;

public sealed class IncrementalTests
{
    [Theory]
    [InlineData("first", 1)]
    [InlineData("second", 2)]
    public void A_conversation_that_grows_has_the_report_of_the_whole_at_every_turn(string corpus, int seed)
    {
        var random = new Random(seed);
        var rows = RefinedConversations.Corpus(corpus).SelectMany(static one => one.Conversation.Rows).ToList();
        var analyzer = RefinedConversations.Analyzer;

        for (var round = 0; round < 8; round++)
        {
            var from = random.Next(rows.Count - 120);
            var state = analyzer.CreateState();
            for (var count = 0; count <= 120; count += random.Next(1, 5))
            {
                var conversation = new Conversation([.. rows.GetRange(from, count)]);

                Assert.Equal(Json(analyzer.Analyze(conversation)), Json(analyzer.Analyze(conversation, state)));
            }
        }
    }

    [Fact]
    public void A_state_of_a_rewritten_shortened_or_other_conversation_gives_the_same_report_as_none()
    {
        var random = new Random(3);
        var corpus = RefinedConversations.Corpus("first");
        var analyzer = RefinedConversations.Analyzer;
        var state = analyzer.CreateState();

        for (var round = 0; round < 200; round++)
        {
            var rows = corpus[random.Next(corpus.Count)].Conversation.Rows.ToList();
            rows.RemoveRange(0, random.Next(rows.Count));
            rows.Reverse(0, random.Next(rows.Count));
            var conversation = new Conversation(rows);

            Assert.Equal(Json(analyzer.Analyze(conversation)), Json(analyzer.Analyze(conversation, state)));
        }
    }

    [Fact]
    public void A_state_of_another_analyzer_is_refused() =>
        Assert.Throws<ArgumentException>(() => RefinedConversations.Analyzer.Analyze(RefinedConversations.Turns("Hi"), new OtherState()));

    private static string Json(LlmAspire.Signals.Reports.ConversationReport report) => ReferenceCases.ToJson(report).ToString();

    private sealed class OtherState : LlmAspire.Signals.Analysis.AnalysisState
    {
        public override long ApproximateBytes => 0;
    }
}
