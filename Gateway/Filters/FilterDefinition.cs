namespace LlmAspire.Gateway.Filters;

/// <summary>
/// One filter, an element of section <c>Gateway:OutputFilters</c> or <c>Gateway:InputFilters</c>; they run in the order of the section.
/// </summary>
public sealed class FilterDefinition
{
    /// <summary>The name in spans, metrics and messages.</summary>
    public string Name { get; set; } = "";

    /// <summary>
    /// The address that <c>/stream</c>, or in chunk mode the request's path, is added to; a service discovery name may stand for the host.
    /// </summary>
    public string Address { get; set; } = "";

    /// <summary>
    /// The protocol: <c>stream</c>, one HTTP/2 exchange per answer, event by event; or <c>chunk</c>, one call per chunk.
    /// </summary>
    public string Mode { get; set; } = "stream";

    /// <summary>How long the filter may be silent after something was sent to it; in chunk mode, how long one call may take.</summary>
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>What happens when the filter fails: <c>passThrough</c> lets the original go on, <c>block</c> ends the answer.</summary>
    public string OnError { get; set; } = "passThrough";

    /// <summary>
    /// The circuit breaker: from so many calls within 30 seconds on, at least half of which failed, the filter is not asked for
    /// <see cref="BreakFor"/>; then one call tries it again.
    /// </summary>
    public int BreakAfter { get; set; } = 4;

    /// <summary>How long the circuit breaker stays open.</summary>
    public TimeSpan BreakFor { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Whether a failure ends the answer.</summary>
    internal bool Blocks => string.Equals(OnError, "block", StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether it speaks the stream protocol.</summary>
    internal bool Streams => string.Equals(Mode, "stream", StringComparison.OrdinalIgnoreCase);
}
