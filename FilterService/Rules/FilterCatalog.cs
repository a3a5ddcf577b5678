using System.Collections.Frozen;
using Microsoft.Extensions.Options;

namespace LlmAspire.FilterService.Rules;

/// <summary>The filters that there are, by name.</summary>
internal sealed class FilterCatalog
{
    private readonly FrozenDictionary<string, RuleSet> _filters;

    /// <summary>Makes the configured filters ready.</summary>
    /// <param name="options">The settings, validated.</param>
    public FilterCatalog(IOptions<FilterServiceOptions> options) => _filters = options.Value.AllFilters()
        .ToFrozenDictionary(filter => filter.Key, filter => new RuleSet(RuleFactory.Create(filter.Value)), StringComparer.OrdinalIgnoreCase);

    /// <summary>The filters' names, in order.</summary>
    public IEnumerable<string> Names => _filters.Keys.Order(StringComparer.Ordinal);

    /// <summary>Finds a filter.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The filter, or null when there is none of that name.</returns>
    public RuleSet? Find(string name) => _filters.GetValueOrDefault(name);

    /// <summary>Says that there is no such filter, and which there are.</summary>
    /// <param name="name">The name that was asked for.</param>
    /// <returns>A sentence for the caller.</returns>
    public string DescribeMissing(string name) => $"There is no filter '{name}'. Filters: {string.Join(", ", Names)}.";
}
