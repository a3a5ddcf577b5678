using LlmAspire.FilterService.Rules;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Rules;

/// <summary>
/// Every example of every rule, cut at every place, in every place where text stands. Whole with TEST_SCALE=full; otherwise every rule and
/// place, with one of the neighbours and the cuts over three events thinned out.
/// </summary>
public sealed class SplitMatrixTests
{
    private static readonly RuleSet Everything = FilterRun.Rules("pii", "secrets");
    private static readonly bool Full = Environment.GetEnvironmentVariable("TEST_SCALE") == "full";
    private static readonly int Thinning = Full ? 1 : 41;
    private static readonly (string Before, string After)[] Neighbours = [("Grüße 😀 an ", " – 漢字 ok"), ("»", "漢"), ("😀", "😀")];

    public static TheoryData<string> Wires => [.. AnswerWire.All.Select(wire => wire.Name)];

    [Theory]
    [MemberData(nameof(Wires))]
    public void A_match_cut_anywhere_over_two_events_never_comes_through(string wireName)
    {
        foreach (var (wire, text, expected) in Cases(wireName))
        {
            for (var cut = 1; cut < text.Length; cut++)
            {
                Check(wire, [text[..cut], text[cut..]], expected);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public void A_match_cut_anywhere_over_three_events_never_comes_through(string wireName)
    {
        var number = 0;
        foreach (var (wire, text, expected) in Cases(wireName))
        {
            for (var first = 1; first < text.Length; first++)
            {
                for (var second = first + 1; second < text.Length; second++)
                {
                    if (number++ % Thinning == 0)
                    {
                        Check(wire, [text[..first], text[first..second], text[second..]], expected);
                    }
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Wires))]
    public void A_match_in_deltas_of_one_character_never_comes_through(string wireName)
    {
        foreach (var (wire, text, expected) in Cases(wireName))
        {
            Check(wire, text.Select(character => character.ToString()), expected);
        }
    }

    // Neighbours of one, two, three and four bytes, with a blank between and without.
    private static IEnumerable<(AnswerWire Wire, string Text, string Expected)> Cases(string wireName)
    {
        var wire = AnswerWire.All.Single(wire => wire.Name == wireName);
        for (var i = 0; i < RuleExamples.All.Count; i++)
        {
            var (_, example, label) = RuleExamples.All[i];
            foreach (var (neighbour, after) in Full ? Neighbours : [Neighbours[i % Neighbours.Length]])
            {
                // An example that needs a word before it ("call me at") must begin with that word: "écall" is none.
                var isOneWord = char.IsLetter(label[0]) && neighbour.Length > 0 && char.IsLetter(neighbour[^1]);
                var before = isOneWord ? neighbour + " " : neighbour;
                yield return wire.Nested
                    ? (wire, $$"""{"n":1,"to":"{{JsonWire.Escape(before + example + after)}}"}""", $$"""{"n":1,"to":"{{JsonWire.Escape(before)}}{{label}}{{JsonWire.Escape(after)}}"}""")
                    : (wire, before + example + after, before + label + after);
            }
        }
    }

    private static void Check(AnswerWire wire, IEnumerable<string> deltas, string expected)
    {
        using var run = new FilterRun(Everything, wire.Path);
        var parts = deltas.ToArray();

        run.SendAll(wire.Stream(parts, JsonWire.Escape));

        var streamed = string.Concat(run.Delivered.Take(parts.Length).SelectMany(block => JsonWire.TextsOf(block, wire.Member)));
        Assert.True(expected == streamed, $"{wire}: {string.Join('|', parts)}\nexpected {expected}\nstreamed {streamed}");
        foreach (var repeated in run.Delivered.Skip(parts.Length).Where(block => block.Contains("text\":\"", StringComparison.Ordinal) || block.Contains("arguments\":\"", StringComparison.Ordinal)))
        {
            Assert.Contains(expected, JsonWire.TextsOf(repeated, "text").Concat(JsonWire.TextsOf(repeated, "arguments")));
        }
    }
}
