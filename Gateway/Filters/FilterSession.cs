using System.Diagnostics;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Filters;

/// <summary>One filter at work on one answer, and what it did.</summary>
internal sealed class FilterSession
{
    /// <summary>After so many failures in a row the filter is not asked again for the same answer: each could cost a whole timeout.</summary>
    private const int MaxFailuresInARow = 3;

    private readonly OutputFilterOptions _filter;
    private readonly FilterClient _client;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly FilteredAnswer _answer;
    private readonly FilterBuffer _buffer = new();
    private readonly Uri _address;
    private Activity? _span;
    private string _quietParent = "";
    private int _calls;
    private int _changed;
    private int _failed;
    private int _failedInARow;

    /// <summary>A filter for one answer.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="client">Calls it.</param>
    /// <param name="metrics">The instruments.</param>
    /// <param name="time">The clock.</param>
    /// <param name="answer">The answer.</param>
    public FilterSession(
        OutputFilterOptions filter, FilterClient client, GatewayMetrics metrics, TimeProvider time, FilteredAnswer answer)
    {
        _filter = filter;
        _client = client;
        _metrics = metrics;
        _time = time;
        _answer = answer;
        _address = client.AddressOf(filter, answer.Path);
    }

    /// <summary>What goes on instead of a chunk: the filter's answer, or the chunk itself when it failed and may be passed by.</summary>
    /// <param name="chunk">The chunk.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>The bytes, valid until the next call.</returns>
    /// <exception cref="FilterFailedException">The filter failed and must not be passed by.</exception>
    public async ValueTask<ReadOnlyMemory<byte>> ApplyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        if (_failedInARow >= MaxFailuresInARow)
        {
            return chunk;
        }

        var started = _time.GetTimestamp();
        var length = await TrySendAsync(chunk, cancellationToken);
        _metrics.RecordFilterCall(_filter.Name, _time.GetElapsedTime(started));
        if (length < 0)
        {
            Fail();
            return chunk;
        }

        _failedInARow = 0;
        var result = _buffer.First(length);
        _changed += result.Span.SequenceEqual(chunk.Span) ? 0 : 1;
        return result;
    }

    /// <summary>Counts a failure.</summary>
    /// <exception cref="FilterFailedException">The filter must not be passed by.</exception>
    public void Fail()
    {
        _failed++;
        _failedInARow++;
        if (_filter.Blocks)
        {
            throw new FilterFailedException(_filter.Name);
        }
    }

    /// <summary>Ends the filter's span and counts its verdict.</summary>
    public void Finish()
    {
        var verdict = _failed > 0 ? "failed" : _changed > 0 ? "redacted" : "passed";
        _metrics.CountVerdict(_filter.Name, verdict);
        _answer.Span?.AddEvent(new ActivityEvent(Names.Events.EvaluationResult, tags: new ActivityTagsCollection
        {
            { Names.Attributes.EvaluationName, _filter.Name },
            { Names.Attributes.EvaluationLabel, verdict },
            { Names.Attributes.EvaluationExplanation, $"{_changed} of {_calls} chunks changed, {_failed} failed" },
        }));
        if (_span is not { } span)
        {
            return;
        }

        span.SetTag(Names.Attributes.FilterCalls, _calls);
        span.SetTag(Names.Attributes.FilterChanged, _changed);
        span.SetTag(Names.Attributes.FilterFailed, _failed);
        if (_failed > 0)
        {
            span.SetTag(Names.Attributes.ErrorType, "filter_failed");
            span.SetStatus(ActivityStatusCode.Error);
        }

        span.Dispose();
    }

    /// <summary>The length of the filter's answer in the buffer, or -1 when it failed.</summary>
    private async ValueTask<int> TrySendAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_filter.Timeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        using var call = StartCall();
        try
        {
            var (status, length) = await _client.SendAsync(
                _address, _answer, call?.Id ?? _quietParent, chunk, _buffer, either.Token);
            call?.SetTag(Names.Attributes.HttpStatusCode, status);
            return status is >= 200 and < 300 ? length : -1;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            call?.SetTag(Names.Attributes.ErrorType, exception is OperationCanceledException ? "timeout" : exception.GetType().FullName);
            call?.SetStatus(ActivityStatusCode.Error);
            return -1;
        }
    }

    /// <summary>The filter's span at its first call, and that call's own.</summary>
    private Activity? StartCall()
    {
        if (_calls++ > 0)
        {
            return null;
        }

        _span = GatewayActivitySource.Source.StartActivity(
            $"filter {_filter.Name}", ActivityKind.Internal, _answer.Span?.Context ?? default);
        _span?.SetTag(Names.Attributes.FilterName, _filter.Name);
        _quietParent = $"00-{_answer.TraceId}-{(_span?.SpanId ?? ActivitySpanId.CreateRandom()).ToHexString()}-00";
        return _span is null ? null : FilterClient.StartSpan(_address);
    }
}
