using System.Text.Json.Nodes;
using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Reference;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Tests.Signals.Reference;

public sealed class PackTests
{
    [Theory]
    [InlineData(null)]
    [InlineData(" ")]
    public void Reference_mode_without_a_pack_says_that_one_has_to_be_given(string? path)
    {
        var options = new AnalyzerOptions { Mode = SignalsMode.Reference, ReferencePack = path };

        var error = Assert.Throws<SignalPackException>(() => SignalAnalyzers.Create(options));

        Assert.Contains("Gateway:Signals:ReferencePack", error.Message, StringComparison.Ordinal);
        Assert.Contains("--reference-pack", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_pack_that_is_not_there_is_named()
    {
        var error = Assert.Throws<SignalPackException>(() => ReferenceAnalyzer.Load("/nowhere/pack.json"));

        Assert.Contains("/nowhere/pack.json", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("types/execution.failure.bad_query/patterns", "a list of texts", "5")]
    [InlineData("types/interaction.disengagement.quit/patterns", "a list of texts", "[\"\"]")]
    [InlineData("thresholds/token_cosine", "a number of 0 or more", "\"high\"")]
    [InlineData("thresholds/max_messages", "a whole number of 0 or more", "1.5")]
    [InlineData("thresholds/excessive_punctuation", "a list of 3 texts", "[\"a\"]")]
    [InlineData("thresholds/oscillation_pattern_length", "two whole numbers, the smaller one first", "[5, 2]")]
    public void A_wrong_value_is_named_with_what_is_allowed(string place, string allowed, string wrong)
    {
        using var pack = new OwnPack(content => Set(content, place, JsonNode.Parse(wrong)));

        var error = Assert.Throws<SignalPackException>(pack.Analyzer);

        Assert.EndsWith($"'{place}' must be {allowed}.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lexicons/stopwords")]
    [InlineData("types/environment.exhaustion.network")]
    public void A_missing_value_is_named(string place)
    {
        using var pack = new OwnPack(content => Set(content, place, null, remove: true));

        var error = Assert.Throws<SignalPackException>(pack.Analyzer);

        Assert.EndsWith($"has no '{place}'.", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(")]
    [InlineData("(a)\\\\1")]
    public void A_pattern_that_cannot_run_in_linear_time_is_refused(string pattern)
    {
        using var pack = new OwnPack(content => Set(content, "types/execution.failure.bad_query/patterns", JsonNode.Parse($"[\"{pattern}\"]")));

        Assert.Throws<SignalPackException>(pack.Analyzer);
    }

    [Fact]
    public void Phrases_and_patterns_are_those_of_the_given_pack()
    {
        using var pack = new OwnPack();

        var report = pack.Analyzer().Analyze(Rows.Users("You misread me.", "I am leaving"));

        Assert.Equal(
            [(SignalType.Correction, "you misread me"), (SignalType.Quit, "i am leaving")],
            report.Signals.Select(static signal => (signal.Type, signal.Snippet)));
    }

    private static void Set(JsonObject pack, string place, JsonNode? value, bool remove = false)
    {
        var names = place.Split('/');
        var owner = names[..^1].Aggregate(pack, static (node, name) => node[name]!.AsObject());
        if (remove)
        {
            owner.Remove(names[^1]);
        }
        else
        {
            owner[names[^1]] = value;
        }
    }
}
