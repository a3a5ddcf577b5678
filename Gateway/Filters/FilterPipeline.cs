using LlmAspire.Gateway.Telemetry;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Filters;

/// <summary>The configured filters, in order. Thread-safe.</summary>
internal sealed class FilterPipeline
{
    private readonly Filter[] _input;
    private readonly Filter[] _output;

    /// <summary>Reads the validated settings.</summary>
    /// <param name="options">The settings.</param>
    /// <param name="client">Calls filters.</param>
    /// <param name="metrics">The instruments.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    public FilterPipeline(IOptions<FilterOptions> options, FilterClient client, GatewayMetrics metrics, FilterLog log, TimeProvider time)
    {
        Filter[] Create(IEnumerable<FilterDefinition> filters) =>
            [.. filters.Select(filter => new Filter(filter, client, metrics, log, time))];
        _input = Create(options.Value.InputFilters);
        _output = Create(options.Value.OutputFilters);
    }

    /// <summary>Whether answers go through any.</summary>
    public bool HasOutput => _output.Length > 0;

    /// <summary>Whether requests go through any.</summary>
    public bool HasInput => _input.Length > 0;

    /// <summary>Sets the filters to work on a request or an answer.</summary>
    /// <param name="subject">What they are told.</param>
    /// <returns>The chain, to be finished when the call has ended.</returns>
    public FilterChain Begin(FilterSubject subject) => new(subject.IsRequest ? _input : _output, subject);
}
