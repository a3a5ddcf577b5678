namespace LlmAspire.Gateway.Filters;

/// <summary>The filters of section <c>Gateway</c>.</summary>
public sealed class FilterOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Gateway";

    /// <summary>The filters that requests go through before anything else reads them, in order.</summary>
    public IList<FilterDefinition> InputFilters { get; } = [];

    /// <summary>The filters that answers go through, in order.</summary>
    public IList<FilterDefinition> OutputFilters { get; } = [];
}
