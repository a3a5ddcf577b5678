using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Tests.Signals.Refined;

/// <summary>What a message means by what was said before it, and a tool result by its form.</summary>
public sealed class RelationTests
{
    [Theory]
    [InlineData("Reserve the barn for the harvest supper.", "The chapel is reserved for the harvest supper.", "The barn!", true)]
    [InlineData("Reserve the barn for the harvest supper.", "Would you like the chapel for the harvest supper?", "The barn!", false)]
    public void What_the_answer_left_out_corrects_it_unless_the_assistant_asked(string ask, string answer, string reply, bool isCorrection) =>
        Assert.Equal(isCorrection, RefinedConversations.Types(RefinedConversations.Turns(ask, answer, reply)).Contains(SignalType.Correction));

    [Fact]
    public void What_is_said_in_a_role_is_no_disengagement()
    {
        var types = RefinedConversations.Types(RefinedConversations.Turns(
            "Pretend you are a hotel clerk and I am an angry guest.", "Good evening, how was your stay?", "Awful. Get me your manager!"));

        Assert.DoesNotContain(SignalType.Escalation, types);
    }

    [Theory]
    [InlineData("""[{"type":"text","text":"Error: 'rows' must be a positive integer"}]""", SignalType.InvalidArgs)]
    [InlineData("""{"message":"Bad credentials"}""", SignalType.AuthMisuse)]
    [InlineData("""{"code":"RequestLimitExceeded"}""", SignalType.RateLimit)]
    public void An_error_is_found_in_whatever_envelope_it_comes(string result, SignalType type) =>
        Assert.Contains(type, RefinedConversations.Types(RefinedConversations.Calls("Do it.", ("make_report", "{}", result))));

    [Theory]
    [InlineData("get_order", false)]
    [InlineData("cancel_order", true)]
    public void Closed_is_an_answer_to_a_question_and_a_refusal_of_an_action(string tool, bool isFailure) => Assert.Equal(
        isFailure, RefinedConversations.Types(RefinedConversations.Calls("Do it.", (tool, "{}", "Order 12 is closed"))).Contains(SignalType.StateError));
}
