using LlmAspire.FilterService;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Rules;

public sealed class BlocklistTests
{
    [Theory]
    [InlineData("Project Falcon", "the project FALCON starts", "the [BLOCKED] starts")]
    [InlineData("Müller & Söhne", "bei MÜLLER & SÖHNE heute", "bei [BLOCKED] heute")]
    [InlineData("Ключ", "это КЛЮЧ.", "это [BLOCKED].")]
    [InlineData("a.b", "a.b or axb", "[BLOCKED] or axb")]
    [InlineData("Project Falcon", "Project\n  Falcon, Project\u00a0Falcon, projectfalcon", "[BLOCKED], [BLOCKED], projectfalcon")]
    public void A_term_is_found_whatever_its_case_and_wherever_it_is_cut(string term, string text, string expected) =>
        Assert.All(Enumerable.Range(1, text.Length - 1), cut => Assert.Equal(expected, Filter(new RuleOptions { Rule = "blocklist", Terms = { term } }, text[..cut], text[cut..])));

    [Theory]
    [InlineData("falcon", "the falcon, a falconer", "the [BLOCKED], a falconer")]
    [InlineData("öl", "Öl ist kein Erdöl", "[BLOCKED] ist kein Erdöl")]
    public void A_whole_word_is_no_part_of_another(string term, string text, string expected) =>
        Assert.All(Enumerable.Range(1, text.Length - 1), cut => Assert.Equal(expected, Filter(
            new RuleOptions { Rule = "blocklist", Terms = { term }, WholeWords = true }, text[..cut], text[cut..])));

    [Theory]
    [InlineData(@"ACME-\d{4}", "see acme-1234 and ACME-12", "see [BLOCKED] and ACME-12")]
    [InlineData(@"\bcode(name)?\s+\w+", "the Codename Iris is", "the [BLOCKED] is")]
    [InlineData(@"(?:foo|ba[rz])+!", "foobarbaz! bar", "[BLOCKED] bar")]
    [InlineData(@"x{2,3}", "x xx xxx", "x [BLOCKED] [BLOCKED]")]
    [InlineData(@"^begin|end$", "begin the end", "[BLOCKED] the [BLOCKED]")]
    public void A_pattern_is_matched_across_events(string pattern, string text, string expected) =>
        Assert.All(Enumerable.Range(1, text.Length - 1), cut => Assert.Equal(expected, Filter(new RuleOptions { Rule = "blocklist", Patterns = { pattern } }, text[..cut], text[cut..])));

    [Fact]
    public void A_pattern_that_drives_others_mad_takes_linear_time()
    {
        var text = new string('a', 3000);

        Assert.Equal(text + "!", Filter(new RuleOptions { Rule = "blocklist", Patterns = { "(a+)+b" } }, text, "!"));
    }

    [Fact]
    public void A_rule_over_its_match_timeout_ends_the_exchange_as_failed()
    {
        using var run = new FilterRun(
            FilterRun.Rules([new RuleOptions { Rule = "blocklist", Patterns = { "a[ab]{1,900}c" }, MatchTimeout = TimeSpan.FromTicks(1) }]), "/v1/completions");

        run.SendAll([$"data: {{\"choices\":[{{\"text\":\"{new string('a', 5000)}\"}}]}}"]);

        Assert.Empty(run.Delivered);
        Assert.Contains("rule 'blocklist' took longer than its match timeout", Assert.Single(run.Verdicts), StringComparison.Ordinal);
    }

    [Fact]
    public void A_thousand_terms_are_one_rule()
    {
        var options = new RuleOptions { Rule = "blocklist" };
        options.Terms.AddRange(Enumerable.Range(0, 1000).Select(number => $"secret{number:0000}x"));

        Assert.Equal("a [BLOCKED] b", Filter(options, "a secret07", "77x b"));
    }

    private static string Filter(RuleOptions rule, params string[] deltas)
    {
        using var run = new FilterRun(FilterRun.Rules([rule]), "/v1/completions");
        run.SendAll([.. deltas.Select(delta => $"data: {{\"choices\":[{{\"text\":\"{JsonWire.Escape(delta)}\"}}]}}"), "data: [DONE]"]);
        return string.Concat(run.Delivered.SelectMany(block => JsonWire.TextsOf(block, "text")));
    }
}
