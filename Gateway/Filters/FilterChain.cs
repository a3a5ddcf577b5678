using LlmAspire.Gateway.Filters.Chunks;
using LlmAspire.Gateway.Filters.Streams;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters;

/// <summary>
/// The filters of one request or answer, one after the other in the order of the configuration, each in its own protocol.
/// </summary>
internal sealed class FilterChain
{
    private readonly Filter[] _filters;
    private readonly FilterSubject _subject;
    private readonly List<IFilterStage> _stages = [];

    /// <summary>Runs <paramref name="filters"/> in order.</summary>
    /// <param name="filters">The filters.</param>
    /// <param name="subject">What they are told.</param>
    public FilterChain(Filter[] filters, FilterSubject subject)
    {
        _filters = filters;
        _subject = subject;
    }

    /// <summary>Whether one of the filters must not be passed by.</summary>
    public bool Blocks => _filters.Any(filter => filter.Definition.Blocks);

    /// <summary>Puts the filters behind a stream.</summary>
    /// <param name="source">The stream; the result owns it.</param>
    /// <returns>What the last filter lets through.</returns>
    public Stream Wrap(Stream source)
    {
        foreach (var filter in _filters)
        {
            if (filter.Definition.Streams)
            {
                var stage = new StreamFilter(source, filter, _subject);
                _stages.Add(stage);
                source = stage;
            }
            else
            {
                var stage = new ChunkFilter(filter, _subject);
                _stages.Add(stage);
                source = new FilteringStream(source, stage, whole: !_subject.IsEventStream);
            }
        }

        return source;
    }

    /// <summary>The bytes are in a coding that cannot be read: every filter fails.</summary>
    /// <param name="source">The bytes; the result owns it.</param>
    /// <returns>The same stream when all filters may be passed by, else one that lets nothing through.</returns>
    public Stream GiveUp(Stream source)
    {
        foreach (var filter in _filters)
        {
            var stage = new ChunkFilter(filter, _subject);
            _stages.Add(stage);
            try
            {
                stage.GiveUp();
            }
            catch (FilterStopException failure)
            {
                return new StoppedStream(source, failure);
            }
        }

        return source;
    }

    /// <summary>Tells what the filters did, once the call has ended and the client has its end. Bounded in time.</summary>
    /// <returns>When it is told.</returns>
    public async ValueTask FinishAsync()
    {
        foreach (var stage in _stages)
        {
            await stage.FinishAsync();
        }
    }

    /// <summary>Adds what the filters did to a span that began only after them.</summary>
    /// <param name="span">The span.</param>
    public void TellTo(System.Diagnostics.Activity? span)
    {
        foreach (var stage in _stages)
        {
            stage.TellTo(span);
        }
    }
}
