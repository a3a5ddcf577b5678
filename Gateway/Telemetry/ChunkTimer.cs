using System.Diagnostics;
using System.Diagnostics.Metrics;
using LlmAspire.Gateway.Dialects;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>Measures the time from one chunk of a stream to the next; made only while somebody collects it. Used by one stream at a time.</summary>
internal sealed class ChunkTimer
{
    private readonly Histogram<double> _gaps;
    private readonly TimeProvider _time;
    private readonly ResponseFacts _facts;
    private readonly LabelCap _models;
    private TagList _labels;
    private long _last;
    private bool _isLabelled;

    /// <summary>Measures one stream.</summary>
    /// <param name="gaps">Where the times go.</param>
    /// <param name="time">The clock.</param>
    /// <param name="labels">What is known of the call before its answer.</param>
    /// <param name="facts">Tells which model answers, once it has.</param>
    /// <param name="models">Bounds that label.</param>
    public ChunkTimer(Histogram<double> gaps, TimeProvider time, in TagList labels, ResponseFacts facts, LabelCap models)
    {
        _gaps = gaps;
        _time = time;
        _labels = labels;
        _facts = facts;
        _models = models;
    }

    /// <summary>A chunk has come and has been read.</summary>
    public void Tick()
    {
        var now = _time.GetTimestamp();
        if (_last != 0)
        {
            if (!_isLabelled && _facts.Model is { } model)
            {
                _isLabelled = true;
                _labels.Add(Names.Attributes.ResponseModel, _models.Of(model));
            }

            _gaps.Record(_time.GetElapsedTime(_last, now).TotalSeconds, _labels);
        }

        _last = now;
    }
}
