namespace LlmAspire.Gateway.Filters;

/// <summary>One output filter, an element of section <c>Gateway:OutputFilters</c>; they run in the order of the section.</summary>
public sealed class OutputFilterOptions
{
    /// <summary>The name in spans, metrics and messages.</summary>
    public string Name { get; set; } = "";

    /// <summary>The address that the request's path is added to; a service discovery name may stand for the host.</summary>
    public string Address { get; set; } = "";

    /// <summary>The protocol: <c>chunk</c>, or <c>stream</c>, which this version does not have yet and refuses.</summary>
    public string Mode { get; set; } = "stream";

    /// <summary>How long one call to the filter may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What happens when the filter fails: <c>passThrough</c> lets the original go on, <c>block</c> ends the answer.</summary>
    public string OnError { get; set; } = "passThrough";

    /// <summary>Whether a failure ends the answer.</summary>
    internal bool Blocks => string.Equals(OnError, "block", StringComparison.OrdinalIgnoreCase);
}
