using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Filters;

/// <summary>A configured filter: what every call that goes through it shares. Thread-safe.</summary>
internal sealed class Filter
{
    /// <summary>A filter.</summary>
    /// <param name="definition">Its validated settings.</param>
    /// <param name="client">Calls it.</param>
    /// <param name="metrics">The instruments.</param>
    /// <param name="log">The log.</param>
    /// <param name="time">The clock.</param>
    public Filter(FilterDefinition definition, FilterClient client, GatewayMetrics metrics, FilterLog log, TimeProvider time)
    {
        Definition = definition;
        Client = client;
        Metrics = metrics;
        Log = log;
        Time = time;
        Breaker = new FilterBreaker(definition, log, time);
    }

    /// <summary>Its settings.</summary>
    public FilterDefinition Definition { get; }

    /// <summary>Calls it.</summary>
    public FilterClient Client { get; }

    /// <summary>The instruments.</summary>
    public GatewayMetrics Metrics { get; }

    /// <summary>The log.</summary>
    public FilterLog Log { get; }

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; }

    /// <summary>Keeps calls from a filter that fails.</summary>
    public FilterBreaker Breaker { get; }
}
