using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace LlmAspire.Tests.Infrastructure;

/// <summary>Records what one host's instruments measure; hosts beside it have meters of their own.</summary>
internal sealed class MetricRecorder : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly ConcurrentQueue<Measured> _measured = new();

    /// <summary>Records the meters of a host.</summary>
    /// <param name="scope">The host's meter factory.</param>
    /// <param name="meter">The meter's name.</param>
    public MetricRecorder(IMeterFactory scope, string meter)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Meter.Name == meter && instrument.Meter.Scope == scope)
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Add(instrument, value, tags));
        _listener.Start();
    }

    /// <summary>What was measured under a name.</summary>
    /// <param name="name">The instrument's name.</param>
    /// <returns>The measurements in order.</returns>
    public IReadOnlyList<Measured> Of(string name) => [.. _measured.Where(measured => measured.Name == name)];

    /// <summary>Everything that was measured.</summary>
    public IReadOnlyCollection<Measured> All => _measured;

    public void Dispose() => _listener.Dispose();

    private void Add(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var labels = new Dictionary<string, string?>();
        foreach (var (key, tag) in tags)
        {
            labels[key] = tag?.ToString();
        }

        _measured.Enqueue(new Measured(instrument.Name, value, labels));
    }
}
