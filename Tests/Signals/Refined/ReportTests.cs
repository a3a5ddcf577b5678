using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Tests.Signals.Refined;

/// <summary>What a report of Refined mode says besides its signals.</summary>
public sealed class ReportTests
{
    private const string Outage = "503 Service Unavailable";

    [Fact]
    public void A_helped_and_thankful_user_makes_an_excellent_conversation()
    {
        var report = RefinedConversations.Report(RefinedConversations.Turns("My app crashes.", "Clear the cache.", "It works now, thank you!", "Glad to hear."));

        Assert.Equal(ConversationQuality.Excellent, report.OverallQuality);
        Assert.InRange(report.QualityScore, 75, 100);
        Assert.False(report.Flagged);
    }

    [Fact]
    public void A_plain_conversation_is_good_and_one_that_the_user_leaves_is_severe()
    {
        Assert.Equal(ConversationQuality.Good, RefinedConversations.Report(RefinedConversations.Turns("What is 2+2?", "4.")).OverallQuality);
        Assert.Equal(
            ConversationQuality.Severe,
            RefinedConversations.Report(RefinedConversations.Turns("Fix it.", "I can't.", "Forget it, I'll do it myself.")).OverallQuality);
    }

    [Fact]
    public void Every_signal_names_the_rule_that_found_it_and_stands_on_a_given_message()
    {
        foreach (var one in RefinedConversations.Corpus("first"))
        {
            var last = one.Conversation.Rows[^1].MessageIndex;
            Assert.All(RefinedConversations.Report(one.Conversation).Signals, signal =>
            {
                Assert.Equal("rule", signal.Metadata[0].Key);
                Assert.NotEqual("", signal.Metadata[0].Value.Value);
                Assert.InRange(signal.MessageIndex, 0, last);
                Assert.InRange(signal.Confidence, 0.3, 1);
            });
        }
    }

    [Fact]
    public void An_outage_that_passes_at_once_flags_nothing()
    {
        var report = RefinedConversations.Report(RefinedConversations.Calls("go", ("rates", "{}", Outage), ("rates", "{}", "{\"usd\":1.1}")));

        Assert.Equal(SignalType.ApiError, Assert.Single(report.Signals).Type);
        Assert.False(report.Flagged);
    }

    [Fact]
    public void An_outage_that_stays_flags()
    {
        Assert.True(RefinedConversations.Report(RefinedConversations.Calls("go", ("rates", "{}", Outage))).Flagged);
        Assert.True(RefinedConversations.Report(RefinedConversations.Calls("go", ("rates", "{}", Outage), ("rates", "{}", Outage))).Flagged);
    }

    [Fact]
    public void One_clarification_does_not_flag_and_two_do()
    {
        var once = RefinedConversations.Turns("Why is it slow?", "High TTFB.", "I don't understand.", "It waits long.");
        var twice = RefinedConversations.Turns("Why is it slow?", "High TTFB.", "I don't understand.", "The TTL is short.", "What do you mean by TTL?", "Time.");

        Assert.False(RefinedConversations.Report(once).Flagged);
        Assert.True(RefinedConversations.Report(twice).Flagged);
    }
}
