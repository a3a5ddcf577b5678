using LlmAspire.FilterService.Rules;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Rules;

/// <summary>Texts put together at random from matches, near misses and prose: what comes out does not depend on where events cut them.</summary>
public sealed class SplitInvarianceTests
{
    private static readonly RuleSet Everything = FilterRun.Rules("pii", "secrets");
    private static readonly int Texts = Environment.GetEnvironmentVariable("TEST_SCALE") == "full" ? 20_000 : 600;
    private static readonly string[] Glue = [" ", ", ", "", "\n", " / ", "-", ": ", ".", "é", "漢", "😀", " 1 ", "@", "+", "\"", "="];

    [Theory]
    [InlineData("completions")]
    [InlineData("responses text")]
    [InlineData("messages text")]
    public void The_same_comes_out_wherever_events_cut_a_text(string wireName)
    {
        var wire = AnswerWire.All.Single(wire => wire.Name == wireName);
        var random = new Random(20240517);
        for (var i = 0; i < Texts; i++)
        {
            var text = RandomText(random);

            var whole = Filter(wire, [text]);
            var cut = Filter(wire, Cut(text, random));

            Assert.True(whole == cut, $"{text}\nwhole {whole}\ncut   {cut}");
        }
    }

    [Theory]
    [InlineData("0171 1234567,5 or so")]
    [InlineData("4111111111111111.5 or so")]
    [InlineData("06 12 34 56 78 90 or so")]
    [InlineData("612 345 678 €")]
    [InlineData("10.20.30.40.50")]
    public void A_check_sees_no_more_of_a_text_that_comes_whole(string text)
    {
        var wire = AnswerWire.All.Single(wire => wire.Name == "completions");
        var whole = Filter(wire, [text]);

        Assert.All(Enumerable.Range(1, text.Length - 1), cut => Assert.Equal(whole, Filter(wire, [text[..cut], text[cut..]])));
    }

    private static string RandomText(Random random) => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => Part(random) + random.GetItems(Glue, 1)[0]));

    private static string Part(Random random)
    {
        var part = random.Next(2) == 0
            ? RuleExamples.All[random.Next(RuleExamples.All.Count)].Example
            : HarmlessTexts.All[random.Next(HarmlessTexts.All.Count)];
        return random.Next(3) == 0 ? part[..random.Next(part.Length + 1)] : part;
    }

    private static IEnumerable<string> Cut(string text, Random random)
    {
        for (var at = 0; at < text.Length;)
        {
            var length = Math.Min(random.Next(1, 9), text.Length - at);
            yield return text.Substring(at, length);
            at += length;
        }
    }

    private static string Filter(AnswerWire wire, IEnumerable<string> deltas)
    {
        using var run = new FilterRun(Everything, wire.Path);
        string[] parts = [.. deltas];
        run.SendAll(wire.Stream(parts, JsonWire.Escape));
        return string.Concat(run.Delivered.Take(parts.Length).SelectMany(block => JsonWire.TextsOf(block, wire.Member)));
    }
}
