using System.Text.RegularExpressions;
using LlmAspire.FilterService.Rules;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Rules;

public sealed partial class RuleVariantTests
{
    private static readonly RuleSet Everything = FilterRun.Rules("pii", "secrets");

    public static TheoryData<string> Variants =>
    [
        .. RuleVariants.Emails, .. RuleVariants.InternationalPhones, .. RuleVariants.NationalPhones, .. RuleVariants.Numbers, .. RuleVariants.Secrets,
    ];

    [Theory]
    [MemberData(nameof(Variants))]
    public void Every_form_is_found_wherever_it_is_cut_and_what_stands_around_it_stays(string variant)
    {
        var text = $"so: {variant} ok".Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal);
        var expected = Marked().Replace($"so: {variant} ok", "[]");

        Assert.Equal(expected, Filter([text]));
        Assert.Equal(expected, Filter([.. text.Select(character => character.ToString())]));
        Assert.All(Enumerable.Range(1, text.Length - 1), cut => Assert.Equal(expected, Filter([text[..cut], text[cut..]])));
    }

    private static string Filter(string[] deltas)
    {
        var wire = AnswerWire.All.Single(wire => wire.Name == "completions");
        using var run = new FilterRun(Everything, wire.Path);
        run.SendAll(wire.Stream(deltas, JsonWire.Escape));
        return Label().Replace(string.Concat(run.Delivered.SelectMany(block => JsonWire.TextsOf(block, "text"))), "[]");
    }

    [GeneratedRegex("«[^»]*»")]
    private static partial Regex Marked();

    [GeneratedRegex(@"\[[A-Z_]+\]")]
    private static partial Regex Label();
}
