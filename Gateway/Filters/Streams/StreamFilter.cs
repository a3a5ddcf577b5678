using System.Runtime.CompilerServices;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>
/// A stage of the response path whose bytes go through a filter in the stream protocol. What the filter has acknowledged goes on, once;
/// when it fails, what it has not acknowledged goes on as it came, or nothing more does.
/// </summary>
/// <remarks>
/// <code>
/// stage before -> FilterExchange (numbers, holds) -> POST .../stream -> filter
/// stage behind &lt;- StreamFilter (releases groups)  &lt;- its answer   &lt;- filter
/// </code>
/// The exchange begins with the first read. After a failure this stage is nothing but the stage before.
/// </remarks>
internal sealed class StreamFilter : ReadOnlyStream, IFilterStage
{
    /// <summary>
    /// How long a filter that has acknowledged everything is listened to: a client's next request may wait on the same connection.
    /// </summary>
    private static readonly TimeSpan LastVerdicts = TimeSpan.FromMilliseconds(250);

    private readonly Stream _source;
    private readonly Filter _filter;
    private readonly FilterSubject _subject;
    private readonly FilterReport _report;
    private readonly FilterExchange _exchange;
    private readonly FilterAnswer _answer;
    private readonly ReturnedEvents _returned;
    private readonly ByteQueue _output = new();
    private State _state;
    private CancellationToken _client;
    private long _startedAt;
    private FilterAttempt? _attempt;

    /// <summary>Filters <paramref name="source"/>, which it owns.</summary>
    /// <param name="source">The stage before.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="subject">What it is told.</param>
    public StreamFilter(Stream source, Filter filter, FilterSubject subject)
    {
        _source = source;
        _filter = filter;
        _subject = subject;
        _report = new FilterReport(filter, subject);
        _exchange = new FilterExchange(source, !subject.IsEventStream, filter.Definition.Timeout, filter.Time);
        _answer = new FilterAnswer(_exchange, _report);
        _returned = new ReturnedEvents(_exchange.Held, _report, !subject.IsEventStream);
    }

    private enum State : byte
    {
        New,
        Filtering,

        /// <summary>The filter has failed and may be passed by: what is held goes on, and what the exchange was just reading.</summary>
        Draining,

        /// <summary>The stage before is read straight.</summary>
        Direct,
        Stopped,
        Over,
    }

    /// <inheritdoc/>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        while (_output.IsEmpty)
        {
            switch (_state)
            {
                case State.New:
                    await BeginAsync(cancellationToken);
                    break;
                case State.Filtering:
                    Settle(await ReceiveAsync());
                    break;
                case State.Draining:
                    await DrainAsync();
                    break;
                case State.Direct:
                    return await _source.ReadAsync(buffer, cancellationToken);
                case State.Stopped:
                    throw new FilterStopException(_filter.Definition.Name, _report.IsBlocked);
                default:
                    _exchange.SourceFailure?.Throw();
                    return 0;
            }
        }

        return _output.MoveTo(buffer.Span);
    }

    /// <inheritdoc/>
    public async ValueTask FinishAsync()
    {
        if (_state == State.Over && _answer.IsOpen)
        {
            _client = CancellationToken.None;
            await ReadLastVerdictsAsync();
        }

        EndExchange();
        _report.Finish();
    }

    /// <inheritdoc/>
    public void TellTo(System.Diagnostics.Activity? span) => _report.TellTo(span);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (_state != State.Over)
            {
                EndExchange();
            }

            _attempt?.End(FilterFault.None);
            _source.Dispose();
            _output.Dispose();
        }

        base.Dispose(disposing);
    }

    private async ValueTask BeginAsync(CancellationToken cancellationToken)
    {
        _client = cancellationToken;
        var address = _filter.Client.AddressOf(_filter.Definition, _subject.Path);
        _report.Start(address);
        _state = State.Filtering;
        _attempt = await _filter.Breaker.TryBeginAsync();
        Settle(_attempt is null ? FilterFault.CircuitOpen : await OpenAsync(address));
    }

    private async ValueTask<FilterFault> OpenAsync(Uri address)
    {
        _startedAt = _filter.Time.GetTimestamp();
        _report.CountCall();
        _answer.Begin(_exchange.Start(
            (content, cancellationToken) => _filter.Client.OpenAsync(address, _subject, _report.TraceParent, content, cancellationToken),
            _client));
        var fault = await ReceiveAsync();
        _report.Took(_filter.Time.GetElapsedTime(_startedAt));
        return fault;
    }

    private void Settle(FilterFault fault)
    {
        if (fault != FilterFault.None)
        {
            Fail(fault);
        }
    }

    /// <summary>Reads the filter's answer once.</summary>
    private async ValueTask<FilterFault> ReceiveAsync()
    {
        try
        {
            if (!_answer.IsOpen && await _answer.AcceptAsync() is var refused and not FilterFault.None)
            {
                return refused;
            }

            var count = await _answer.ReadAsync(_returned.Room());
            return count == 0 ? End() : Take(count);
        }
        catch (Exception exception) when (
            exception is HttpRequestException or IOException or ObjectDisposedException or OperationCanceledException)
        {
            // HttpClient tells of a peer that broke the request off as of a cancellation; a real one is the client's.
            _client.ThrowIfCancellationRequested();
            return _answer.FaultOfException();
        }
    }

    private FilterFault Take(int count)
    {
        FilterFault fault;
        lock (_exchange.Gate)
        {
            fault = _returned.Take(count, _output);
            _exchange.Watch.Answered(_exchange.Owes(_returned.Received), _returned.HasAdvanced);
            if (_state == State.Filtering && fault == FilterFault.None && IsAnswered())
            {
                _state = State.Over;
                _exchange.Watch.Unlink();
            }
        }

        if (_report.IsBlocked && _state == State.Filtering)
        {
            _state = State.Stopped;
            EndExchange();
            return FilterFault.None;
        }

        _exchange.Release();
        return fault;
    }

    /// <summary>The filter's answer has ended.</summary>
    private FilterFault End()
    {
        lock (_exchange.Gate)
        {
            if (!IsAnswered())
            {
                return FilterFault.BrokenOff;
            }

            _state = State.Over;
            EndExchange();
            return FilterFault.None;
        }
    }

    /// <summary>Whether everything has been sent and answered. What a failed stage before left of an event is not an event.</summary>
    private bool IsAnswered() => _exchange.IsSent && _exchange.Held.Count == 0;

    private void Fail(FilterFault fault)
    {
        _report.Fail(fault);
        _attempt?.End(fault);
        lock (_exchange.Gate)
        {
            // A filter that acknowledged everything and did not end has done its work all the same.
            _state = IsAnswered() ? State.Over : _filter.Definition.Blocks ? State.Stopped : State.Draining;
        }

        // This ends a write that waits for the filter, too.
        _exchange.Abandon();
        _answer.Dispose();
    }

    /// <summary>
    /// What is held goes on at once; then what the exchange was waiting for when the filter failed; then the stage before itself.
    /// </summary>
    private async ValueTask DrainAsync()
    {
        var isLast = _exchange.Sending.IsCompleted;
        lock (_exchange.Gate)
        {
            _exchange.Held.DrainTo(_output);
        }

        if (isLast)
        {
            _state = _exchange.IsSourceOver ? State.Over : State.Direct;
        }
        else if (_output.IsEmpty)
        {
            await _exchange.Sending;
        }
    }

    /// <summary>Everything has been acknowledged, and the client has its end: what may still come is a verdict.</summary>
    private async ValueTask ReadLastVerdictsAsync()
    {
        var watch = _exchange.Watch;
        using var deadline = _filter.Time.CreateTimer(
            static watch => ((FilterWatch)watch!).Cancel(), watch, LastVerdicts, Timeout.InfiniteTimeSpan);
        while (_answer.IsOpen && await ReceiveAsync() == FilterFault.None)
        {
        }
    }

    private void EndExchange()
    {
        _attempt?.End(_state is State.Over or State.Stopped ? FilterFault.None : null);
        _exchange.Dispose();
        _answer.Dispose();
        _returned.Dispose();
    }
}
