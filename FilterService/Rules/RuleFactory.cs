using LlmAspire.FilterService.Rules.Blocklists;

namespace LlmAspire.FilterService.Rules;

/// <summary>Turns settings into rules.</summary>
internal static class RuleFactory
{
    /// <summary>Makes the rules of a filter.</summary>
    /// <param name="filter">The filter's settings, validated.</param>
    /// <returns>The rules in order.</returns>
    public static IReadOnlyList<Rule> Create(FilterOptions filter) => [.. filter.Rules.SelectMany(Create)];

    /// <summary>Makes the rules of one entry.</summary>
    /// <param name="options">The entry, validated.</param>
    /// <returns>One rule, or all of a group.</returns>
    /// <exception cref="Patterns.PatternException">A blocklist's pattern cannot be used.</exception>
    public static IEnumerable<Rule> Create(RuleOptions options)
    {
        var action = options.Action.Equals(RuleOptions.Block, StringComparison.OrdinalIgnoreCase) ? RuleAction.Block : RuleAction.Redact;
        var rules = options.Rule.Equals(RuleCatalog.Blocklist, StringComparison.OrdinalIgnoreCase)
            ? [Blocklist.Create(options)]
            : RuleCatalog.Find(options.Rule);
        return rules.Select(rule => rule with { Action = action, Label = options.Label.Length > 0 ? options.Label : rule.Label });
    }
}
