namespace LlmAspire.FilterService;

/// <summary>The settings of one filter, section <c>FilterService:Filters:&lt;name&gt;</c>.</summary>
public sealed class FilterOptions
{
    /// <summary>Its rules in order: of two that match the same text the first counts.</summary>
    public List<RuleOptions> Rules { get; } = [];
}
