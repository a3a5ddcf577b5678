using System.Collections.Frozen;

namespace LlmAspire.FilterService.Rules;

/// <summary>The filters that there are, by name.</summary>
internal sealed class FilterCatalog
{
    private readonly FrozenDictionary<string, IByteRule> _filters = new Dictionary<string, IByteRule>
    {
        ["pii"] = new EmailRule(),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>The filters' names.</summary>
    public IEnumerable<string> Names => _filters.Keys;

    /// <summary>Finds a filter.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The filter, or null when there is none of that name.</returns>
    public IByteRule? Find(string name) => _filters.GetValueOrDefault(name);
}
