using LlmAspire.FilterService.Patterns;
using LlmAspire.FilterService.Rules;
using Microsoft.Extensions.Options;

namespace LlmAspire.FilterService;

/// <summary>Checks <see cref="FilterServiceOptions"/>; reports every error at once.</summary>
internal sealed class FilterServiceOptionsValidator : IValidateOptions<FilterServiceOptions>
{
    private const int Least = 1024;
    private const int Most = 256 * 1024 * 1024;
    private const int LongestLabel = 100;
    private const int LongestTerm = 1000;

    private static readonly TimeSpan LongestTimeout = TimeSpan.FromSeconds(10);

    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, FilterServiceOptions options)
    {
        string[] errors =
        [
            .. Size(nameof(options.MaxChunkBytes), options.MaxChunkBytes),
            .. Size(nameof(options.MaxEventBytes), options.MaxEventBytes),
            .. StreamUrl(options.StreamUrl),
            .. options.Filters.SelectMany(filter => Filter($"{FilterServiceOptions.SectionName}:Filters:{filter.Key}", filter.Key, filter.Value)),
        ];
        return errors.Length == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> Size(string setting, int value) => value is >= Least and <= Most
        ? []
        : [$"{FilterServiceOptions.SectionName}:{setting} is '{value}'; allowed is {Least} to {Most} bytes."];

    private static IEnumerable<string> StreamUrl(string url) =>
        url.Length == 0 || (Uri.TryCreate(url, UriKind.Absolute, out var parsed) && parsed.Scheme == Uri.UriSchemeHttp)
            ? []
            : [$"{FilterServiceOptions.SectionName}:{nameof(FilterServiceOptions.StreamUrl)} is '{url}'; allowed is an http:// address, or nothing."];

    private static IEnumerable<string> Filter(string section, string name, FilterOptions filter)
    {
        if (name.Length == 0 || name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_')))
        {
            yield return $"{section} has the name '{name}'; allowed are letters, digits, '-' and '_'.";
        }

        if (filter.Rules.Count == 0)
        {
            yield return $"{section}:Rules is empty; a filter needs a rule.";
        }

        var errors = filter.Rules.SelectMany((rule, i) => RuleErrors($"{section}:Rules:{i}", rule)).ToList();
        foreach (var error in errors)
        {
            yield return error;
        }

        if (errors.Count == 0 && RuleFactory.Create(filter).Sum(rule => rule.Detectors.Count) is var count and > RuleSet.MostDetectors)
        {
            yield return $"{section}:Rules look for {count} forms; allowed are {RuleSet.MostDetectors}. Spread them over several filters.";
        }
    }

    private static IEnumerable<string> RuleErrors(string section, RuleOptions rule)
    {
        if (!RuleCatalog.Names.Contains(rule.Rule, StringComparer.OrdinalIgnoreCase))
        {
            yield return $"{section}:Rule is '{rule.Rule}'; allowed are {string.Join(", ", RuleCatalog.Names)}.";
        }

        if (!rule.Action.Equals(RuleOptions.Redact, StringComparison.OrdinalIgnoreCase)
            && !rule.Action.Equals(RuleOptions.Block, StringComparison.OrdinalIgnoreCase))
        {
            yield return $"{section}:Action is '{rule.Action}'; allowed are {RuleOptions.Redact} and {RuleOptions.Block}.";
        }

        // A label is put into JSON, also into JSON within a string, as it stands.
        if (rule.Label.Length > LongestLabel || rule.Label.AsSpan().ContainsAny('"', '\\') || rule.Label.Any(char.IsControl))
        {
            yield return $"{section}:Label is '{rule.Label}'; allowed are {LongestLabel} characters without quotes, backslashes and control characters.";
        }

        foreach (var error in rule.Rule.Equals(RuleCatalog.Blocklist, StringComparison.OrdinalIgnoreCase) ? Blocklist(section, rule) : Others(section, rule))
        {
            yield return error;
        }
    }

    private static IEnumerable<string> Others(string section, RuleOptions rule)
    {
        if (rule.Terms.Count + rule.Patterns.Count > 0 || rule.Name.Length > 0)
        {
            yield return $"{section} has Terms, Patterns or a Name; allowed is that only for the rule {RuleCatalog.Blocklist}.";
        }
    }

    private static IEnumerable<string> Blocklist(string section, RuleOptions rule)
    {
        if (rule.Terms.Count + rule.Patterns.Count == 0)
        {
            yield return $"{section} has neither Terms nor Patterns; a blocklist needs one.";
        }

        if (rule.Name.Any(character => !char.IsAsciiLetterOrDigit(character) && character is not ('-' or '_')))
        {
            yield return $"{section}:Name is '{rule.Name}'; allowed are letters, digits, '-' and '_'.";
        }

        if (rule.MatchTimeout <= TimeSpan.Zero || rule.MatchTimeout > LongestTimeout)
        {
            yield return $"{section}:MatchTimeout is '{rule.MatchTimeout}'; allowed is more than 0 and at most {LongestTimeout}.";
        }

        for (var i = 0; i < rule.Terms.Count; i++)
        {
            if (string.IsNullOrWhiteSpace(rule.Terms[i]) || rule.Terms[i].Length > LongestTerm)
            {
                yield return $"{section}:Terms:{i} is empty or longer than {LongestTerm} characters.";
            }
        }

        for (var i = 0; i < rule.Patterns.Count; i++)
        {
            if (Problem(rule.Patterns[i]) is { } problem)
            {
                yield return $"{section}:Patterns:{i} is '{rule.Patterns[i]}'; {problem}.";
            }
        }
    }

    private static string? Problem(string pattern)
    {
        try
        {
            Rules.Blocklists.Blocklist.Pattern(pattern);
            return null;
        }
        catch (PatternException exception)
        {
            return exception.Message;
        }
    }
}
