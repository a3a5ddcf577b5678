namespace LlmAspire.FilterService;

/// <summary>The settings of the filter service, section <c>FilterService</c>.</summary>
public sealed class FilterServiceOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "FilterService";

    /// <summary>
    /// Where the stream protocol listens: HTTP/2 without TLS, with prior knowledge. Port 0 takes a free one. Empty: no stream protocol.
    /// </summary>
    public string StreamUrl { get; set; } = "http://localhost:5083";

    /// <summary>The largest chunk that is filtered, in bytes; a larger one is answered 413.</summary>
    public int MaxChunkBytes { get; set; } = 4 * 1024 * 1024;

    /// <summary>The largest event that is filtered, in bytes; a larger one ends its exchange as failed.</summary>
    public int MaxEventBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>
    /// The filters by name. <c>pii</c>, <c>secrets</c> and <c>all</c> are there without being configured; configuring one replaces it.
    /// </summary>
    public Dictionary<string, FilterOptions> Filters { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The configured filters and those that are there anyway.</summary>
    /// <returns>All filters by name.</returns>
    internal IEnumerable<KeyValuePair<string, FilterOptions>> AllFilters()
    {
        foreach (var (name, rules) in new (string, string[])[] { ("pii", ["pii"]), ("secrets", ["secrets"]), ("all", ["pii", "secrets"]) })
        {
            if (!Filters.ContainsKey(name))
            {
                var filter = new FilterOptions();
                filter.Rules.AddRange(rules.Select(rule => new RuleOptions { Rule = rule }));
                yield return new KeyValuePair<string, FilterOptions>(name, filter);
            }
        }

        foreach (var filter in Filters)
        {
            yield return filter;
        }
    }
}
