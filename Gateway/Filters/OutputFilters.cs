using LlmAspire.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Filters;

/// <summary>The configured output filters.</summary>
internal sealed class OutputFilters
{
    private readonly OutputFilterOptions[] _filters;
    private readonly FilterClient _client;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _time;

    /// <summary>Reads the validated settings.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="client">Calls filters.</param>
    /// <param name="metrics">The instruments.</param>
    /// <param name="time">The clock.</param>
    public OutputFilters(IOptions<FilterOptions> options, FilterClient client, GatewayMetrics metrics, TimeProvider time)
    {
        _filters = [.. options.Value.OutputFilters];
        _client = client;
        _metrics = metrics;
        _time = time;
    }

    /// <summary>Whether there are any.</summary>
    public bool Any => _filters.Length > 0;

    /// <summary>Sets the filters to work on an answer.</summary>
    /// <param name="answer">The answer.</param>
    /// <returns>The chain, to be finished when the answer has ended.</returns>
    public FilterChain Begin(FilteredAnswer answer) =>
        new([.. _filters.Select(filter => new FilterSession(filter, _client, _metrics, _time, answer))]);
}
