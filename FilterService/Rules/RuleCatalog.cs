using System.Collections.Frozen;
using LlmAspire.FilterService.Rules.Pii;
using LlmAspire.FilterService.Rules.Secrets;

namespace LlmAspire.FilterService.Rules;

/// <summary>The rules that the service ships, by name, and the two groups of them.</summary>
internal static class RuleCatalog
{
    /// <summary>The rule whose terms and patterns come from configuration.</summary>
    public const string Blocklist = "blocklist";

    private static readonly FrozenDictionary<string, IReadOnlyList<Rule>> Groups = new Dictionary<string, IReadOnlyList<Rule>>
    {
        ["pii"] = [EmailRule.Create(), CardRule.Create(), IbanRule.Create(), IpRule.Create(), PhoneRule.Create()],
        ["secrets"] = SecretRules.Create(),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>What a configured rule may be named.</summary>
    public static IEnumerable<string> Names =>
        Groups.Keys.Order(StringComparer.Ordinal).Concat(Groups.Values.SelectMany(rules => rules).Select(rule => rule.Name)).Append(Blocklist);

    /// <summary>Finds the rules of a name.</summary>
    /// <param name="name">The name of a rule or a group.</param>
    /// <returns>The rules; none when the name is unknown or the blocklist's.</returns>
    public static IReadOnlyList<Rule> Find(string name) => Groups.TryGetValue(name, out var group)
        ? group
        : [.. Groups.Values.SelectMany(rules => rules).Where(rule => rule.Name.Equals(name, StringComparison.OrdinalIgnoreCase))];
}
