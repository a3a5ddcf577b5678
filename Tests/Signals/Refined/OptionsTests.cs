using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Refined;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Tests.Signals.Refined;

/// <summary>What a team can set.</summary>
public sealed class OptionsTests
{
    [Fact]
    public void A_phrase_of_a_teams_own_is_found_with_its_slots()
    {
        var options = new AnalyzerOptions { OwnPhrases = [RefinedConversations.Own(SignalType.Escalation, "(ring|call) the (bridge|captain) .. now")] };
        var conversation = RefinedConversations.Turns("Engine is hot", "Cool it.", "call the captain in here now");

        Assert.Equal([SignalType.Escalation], RefinedConversations.TypesWith(options, conversation));
        Assert.Empty(RefinedConversations.Types(conversation));
    }

    [Fact]
    public void Only_the_languages_asked_for_are_understood()
    {
        var conversation = RefinedConversations.Turns("Mi pedido", "Está en camino.", "Quiero hablar con una persona de verdad");

        Assert.Equal([SignalType.Escalation], RefinedConversations.TypesWith(new AnalyzerOptions { Languages = ["es"] }, conversation));
        Assert.Empty(RefinedConversations.TypesWith(new AnalyzerOptions { Languages = ["en", "de"] }, conversation));
    }

    [Fact]
    public void A_type_that_is_switched_off_is_not_reported()
    {
        var options = new AnalyzerOptions { DisabledTypes = [SignalType.Gratitude.Id] };

        Assert.Empty(RefinedConversations.TypesWith(options, RefinedConversations.Turns("Port?", "6379.", "Thank you!")));
    }

    [Fact]
    public void A_threshold_changes_what_is_a_loop()
    {
        var options = new AnalyzerOptions { Thresholds = new Dictionary<string, double> { ["retry_calls"] = 2 } };
        var conversation = RefinedConversations.Calls("go", ("find", "{}", "none"), ("find", "{}", "none"));

        Assert.Equal([SignalType.Retry], RefinedConversations.TypesWith(options, conversation));
        Assert.Empty(RefinedConversations.Types(conversation));
    }

    public static TheoryData<AnalyzerOptions, string> Wrong => new()
    {
        { new AnalyzerOptions { Languages = ["xx"] }, "there are de, en, es, fr, pt, zh" },
        { new AnalyzerOptions { DisabledTypes = ["anger"] }, "no signal type 'anger'" },
        { new AnalyzerOptions { Thresholds = new Dictionary<string, double> { ["speed"] = 1 } }, "no threshold 'speed'" },
        { new AnalyzerOptions { Thresholds = new Dictionary<string, double> { ["dragging_share"] = 7 } }, "allowed are 0 to 1" },
        { new AnalyzerOptions { OwnPhrases = [new OwnPhrase(SignalType.Quit, "(bye")] }, "'(' without ')'" },
        { new AnalyzerOptions { OwnPhrases = [new OwnPhrase(SignalType.Quit, "bye?")] }, "would fit no words at all" },
        { new AnalyzerOptions { OwnPhrases = [new OwnPhrase(SignalType.Quit, "..2 bye")] }, "starts with a gap" },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void What_makes_no_sense_is_refused_with_what_is_allowed(AnalyzerOptions options, string reason)
    {
        var refusal = Assert.Throws<SignalPackException>(() => new RefinedAnalyzer(options));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }
}
