namespace LlmAspire.Gateway.Filters;

/// <summary>The filters of section <c>Gateway</c>.</summary>
public sealed class FilterOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Gateway";

    /// <summary>The output filters in the order in which they run.</summary>
    public IList<OutputFilterOptions> OutputFilters { get; } = [];
}
