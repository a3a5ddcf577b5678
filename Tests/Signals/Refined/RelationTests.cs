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

    [Theory]
    [InlineData("\U0001F621", SignalType.NegativeStance)]
    [InlineData("\U0001F64F\U0001F64F", SignalType.Gratitude)]
    [InlineData("Still wrong \U0001F644", SignalType.NegativeStance)]
    [InlineData("Thanks! \U0001F64F", SignalType.Gratitude)]
    public void An_emoji_counts_as_a_word(string message, SignalType type) =>
        Assert.Contains(type, RefinedConversations.Types(RefinedConversations.Turns("Show the list.", "Here is the list: lamps, mugs.", message)));

    [Theory]
    [InlineData("Please move it to Friday \U0001F64F")]
    [InlineData("Add a \U0001F621 to the last line")]
    [InlineData("ok \U0001F44D what about rugs?")]
    public void An_emoji_in_a_request_raises_nothing(string message) =>
        Assert.Empty(RefinedConversations.Types(RefinedConversations.Turns("Show the list.", "Here is the list: lamps, mugs.", message)));

    [Theory]
    [InlineData("Tap Pair and hold the button.", "That button is missing on mine.", false)]
    [InlineData("The table lists lamps and mugs.", "The price is missing.", true)]
    public void What_is_missing_after_an_instruction_is_a_report_and_no_correction(string answer, string message, bool isCorrection) =>
        Assert.Equal(isCorrection, RefinedConversations.Types(RefinedConversations.Turns("Help me.", answer, message)).Contains(SignalType.Correction));

    [Theory]
    [InlineData("- T-1 \"Permission denied on the drive\"\n- T-2 \"Service unavailable in Oslo\"")]
    [InlineData("Ana|412.5\nBo|503.25")]
    public void Things_listed_and_decimal_numbers_are_no_failure(string result) =>
        Assert.Empty(RefinedConversations.Types(RefinedConversations.Calls("Show them.", ("tickets", "{}", result))));

    [Fact]
    public void Different_programs_of_a_shell_are_steps_and_no_guesses() =>
        Assert.DoesNotContain(SignalType.ParameterDrift, RefinedConversations.Types(RefinedConversations.Calls(
            "merge it",
            ("run", """{"argv":["git","merge","x"]}""", "fatal: could not read x"),
            ("run", """{"argv":["pgrep","git"]}""", ""),
            ("run", """{"argv":["rm","lock"]}""", ""))));
}
