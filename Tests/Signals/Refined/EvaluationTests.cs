using LlmAspire.Signals.Refined.Evaluation;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Signals.Refined;

/// <summary>How well Refined mode does on labelled conversations.</summary>
public sealed class EvaluationTests
{
    private const double FlagThreshold = 0.95;
    private const double TypeThreshold = 0.85;

    [Fact]
    public void The_evaluation_set_is_judged_as_people_judged_it()
    {
        var conversations = LabelledConversation.ReadFile(SharedData.Path("signals-eval/dev.jsonl"));

        AssertGood(new ScoreCard(RefinedConversations.Analyzer, conversations.Where(static one => !one.IsHard)));
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    [InlineData("fourth")]
    [InlineData("fifth")]
    public void Our_own_conversations_are_judged_as_we_judge_them(string corpus) =>
        AssertGood(new ScoreCard(RefinedConversations.Analyzer, RefinedConversations.Corpus(corpus)));

    [Fact]
    public void Conversations_written_to_be_hard_are_judged_well_for_the_most_part()
    {
        var card = new ScoreCard(RefinedConversations.Analyzer, RefinedConversations.Corpus("third").Where(static one => !one.IsHard));

        Assert.InRange(card.Flag.Precision!.Value, 0.93, 1);
        Assert.InRange(card.Flag.Recall!.Value, 0.88, 1);
        Assert.InRange(card.MacroOverLabelled.F1, TypeThreshold, 1);
    }

    [Fact]
    public void Conversations_by_a_writer_who_knew_no_rule_are_judged_well_for_the_most_part()
    {
        var card = new ScoreCard(RefinedConversations.Analyzer, RefinedConversations.Corpus("sixth").Where(static one => !one.IsHard));

        Assert.InRange(card.Flag.Precision!.Value, 0.92, 1);
        Assert.InRange(card.Flag.Recall!.Value, 0.89, 1);
        Assert.InRange(card.MacroOverLabelled.F1, 0.84, 1);
    }

    [Fact]
    public void Everyday_answers_raise_next_to_nothing_and_plain_complaints_are_mostly_found()
    {
        var card = new ScoreCard(RefinedConversations.Analyzer, RefinedConversations.Corpus("seventh"));

        Assert.InRange(card.FalselyAlarmed, 0, 2);
        Assert.InRange(card.Clean, 250, int.MaxValue);
        Assert.InRange(card.Flag.Recall!.Value, 0.89, 1);
    }

    [Theory]
    [InlineData("first")]
    [InlineData("second")]
    public void Conversations_without_a_problem_raise_none(string corpus)
    {
        var card = new ScoreCard(RefinedConversations.Analyzer, RefinedConversations.Corpus(corpus));

        Assert.InRange(card.FalselyAlarmed, 0, 2);
        Assert.InRange(card.Clean, 30, int.MaxValue);
    }

    [Fact]
    public void A_card_counts_a_conversation_once_a_type_and_an_instance_by_its_place()
    {
        var lines = new[]
        {
            """{"id":"a","messages":[{"role":"user","content":"Where is it?"},{"role":"assistant","content":"Here."},{"role":"user","content":"Thank you!"}],"labels":[{"type":"interaction.satisfaction.gratitude","message_index":0}],"flag":true}""",
        };

        var card = new ScoreCard(RefinedConversations.Analyzer, LabelledConversation.Read(lines));

        Assert.Equal(new Tally(1, 0, 0), card.Sums.Conversations);
        Assert.Equal(new Tally(0, 1, 1), card.Sums.Instances);
        Assert.Equal(new Tally(0, 0, 1), card.Flag);
    }

    [Fact]
    public void The_command_prints_a_table_and_tells_what_is_wrong_with_a_file()
    {
        var file = Path.GetTempFileName();
        using var output = new StringWriter();
        using var error = new StringWriter();
        try
        {
            File.WriteAllText(file, """{"messages":[],"labels":[]}""");
            Assert.True(ScoreCommand.Run([file], output, error));
            Assert.Contains("macro F1", output.ToString(), StringComparison.Ordinal);
            File.WriteAllText(file, "[]");
            Assert.False(ScoreCommand.Run([file], output, error));
            Assert.Contains("Line 1", error.ToString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void AssertGood(ScoreCard card)
    {
        Assert.InRange(card.Flag.Precision!.Value, FlagThreshold, 1);
        Assert.InRange(card.Flag.Recall!.Value, FlagThreshold, 1);
        Assert.InRange(card.MacroOverLabelled.F1, TypeThreshold, 1);
        Assert.InRange(card.MacroOverAll.F1, TypeThreshold, 1);
        Assert.InRange(card.MacroOverInstances.F1, TypeThreshold, 1);
    }
}
