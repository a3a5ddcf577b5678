using System.Diagnostics;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Filters.Chunks;

/// <summary>
/// A filter in the chunk protocol at work on one request or answer: each chunk goes out as a body, and the answer goes on instead.
/// </summary>
internal sealed class ChunkFilter : IChunkFilter, IFilterStage
{
    /// <summary>
    /// After so many failures in a row the filter is not asked again for the same answer: each could cost a whole timeout.
    /// </summary>
    private const int MaxFailuresInARow = 3;

    private readonly Filter _filter;
    private readonly FilterSubject _subject;
    private readonly FilterReport _report;
    private readonly FilterBuffer _buffer = new();
    private readonly Uri _address;
    private bool _started;
    private int _failedInARow;
    private int _length;
    private int _status;

    /// <summary>A filter for one request or answer.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="subject">What it is told.</param>
    public ChunkFilter(Filter filter, FilterSubject subject)
    {
        _filter = filter;
        _subject = subject;
        _report = new FilterReport(filter, subject);
        _address = filter.Client.AddressOf(filter.Definition, subject.Path);
    }

    /// <inheritdoc/>
    public async ValueTask<ReadOnlyMemory<byte>> ApplyAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        if (_failedInARow >= MaxFailuresInARow)
        {
            return chunk;
        }

        var fault = await _filter.Breaker.RunAsync(
            static call => call.Stage.SendAsync(call.Chunk, call.Token),
            (Stage: this, Chunk: chunk, Token: cancellationToken));
        if (fault != FilterFault.None)
        {
            Fail(fault);
            return chunk;
        }

        if (_report.IsBlocked)
        {
            throw new FilterStopException(_filter.Definition.Name, isVerdict: true, _status);
        }

        _failedInARow = 0;
        var result = _buffer.First(_length);
        _report.CountChanged(result.Span.SequenceEqual(chunk.Span) ? 0 : 1);
        return result;
    }

    /// <inheritdoc/>
    public void GiveUp() => Fail(FilterFault.Unreadable);

    /// <inheritdoc/>
    public ValueTask FinishAsync()
    {
        _report.Finish();
        return ValueTask.CompletedTask;
    }

    /// <inheritdoc/>
    public void TellTo(Activity? span) => _report.TellTo(span);

    private void Fail(FilterFault fault)
    {
        _report.Fail(fault);
        _failedInARow = fault == FilterFault.Unsupported ? MaxFailuresInARow : _failedInARow + 1;
        if (_filter.Definition.Blocks)
        {
            throw new FilterStopException(_filter.Definition.Name, isVerdict: false);
        }
    }

    private async ValueTask<FilterFault> SendAsync(ReadOnlyMemory<byte> chunk, CancellationToken cancellationToken)
    {
        using var deadline = new CancellationTokenSource(_filter.Definition.Timeout, _filter.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline.Token, cancellationToken);
        var startedAt = _filter.Time.GetTimestamp();
        using var call = StartCall();
        try
        {
            (var status, _length) = await _filter.Client.SendAsync(
                _address, _subject, call?.Id ?? _report.QuietTraceParent, chunk, _buffer, either.Token);
            call?.SetTag(Names.Attributes.HttpStatusCode, status);
            if (_subject.IsRequest && status is 400 or 403 or 422 or 451)
            {
                // A filter of the reference's says so that it does not let a request pass; other 4xx speak of a filter that is not there.
                _report.Add(new FilterVerdict("blocked", "", 1));
                _status = status;
                return FilterFault.None;
            }

            return status is >= 200 and < 300 ? FilterFault.None : status == 415 ? FilterFault.Unsupported : FilterFault.Status;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException
            || (exception is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            var fault = exception is OperationCanceledException ? FilterFault.Timeout : FilterFault.Unreachable;
            call?.SetTag(Names.Attributes.ErrorType, fault.Word());
            call?.SetStatus(ActivityStatusCode.Error);
            return fault;
        }
        finally
        {
            _report.Took(_filter.Time.GetElapsedTime(startedAt));
        }
    }

    /// <summary>Counts a call; the first one gets a span of its own under the filter's.</summary>
    private Activity? StartCall()
    {
        _report.CountCall();
        if (_started)
        {
            return null;
        }

        _started = true;
        return _report.Start(_address) ? FilterClient.StartSpan(_address) : null;
    }
}
