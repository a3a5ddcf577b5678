using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// The answer as the client gets it. It counts what goes on, holds the terminal event back where history must be written first, and makes
/// sure that an answer which broke off is never taken for a complete one.
/// </summary>
/// <remarks>
/// When the answer breaks off, the client gets one error event, alone and flushed; the failure is thrown 50 ms later, upon which YARP aborts
/// the connection. An abort at once was measured to destroy the event on its way, as it would the answer's last bytes where there
/// can be no event. No clean end, no <c>[DONE]</c>. An answer that a filter has
/// stopped is no such one: where its API can say so, it ends in order.
/// </remarks>
internal sealed class DeliveryStream : ReadOnlyStream
{
    private static readonly TimeSpan AbortDelay = TimeSpan.FromMilliseconds(50);

    private readonly Stream _source;
    private readonly IDelivery _delivery;
    private readonly ResponseObservation _observation;
    private readonly TimeProvider _time;
    private ExceptionDispatchInfo? _failure;
    private ReadOnlyMemory<byte> _held;
    private bool _holds;
    private bool _ended;
    private bool _terminalSeen;
    private bool _terminalTold;

    /// <summary>Reads from <paramref name="source"/>, which it owns.</summary>
    /// <param name="source">The stage before.</param>
    /// <param name="delivery">The call.</param>
    /// <param name="observation">Who counts.</param>
    /// <param name="time">The clock.</param>
    public DeliveryStream(Stream source, IDelivery delivery, ResponseObservation observation, TimeProvider time)
    {
        _source = source;
        _delivery = delivery;
        _observation = observation;
        _time = time;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_terminalSeen && !_terminalTold && !_holds)
        {
            // YARP reads on only after its write of the bytes before has been taken by the transport.
            _terminalTold = true;
            _delivery.TerminalDelivered();
        }

        if (_holds || _failure is not null || _ended)
        {
            return buffer.IsEmpty ? new ValueTask<int>(0) : ReadRestAsync(buffer, cancellationToken);
        }

        try
        {
            var read = _source.ReadAsync(buffer, cancellationToken);
            if (!read.IsCompletedSuccessfully)
            {
                return WaitAsync(read, buffer, cancellationToken);
            }

            var count = Pass(buffer, read.Result);
            return count >= 0 ? new ValueTask<int>(count) : ReadRestAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            return Break(exception, buffer, cancellationToken);
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        try
        {
            var count = Pass(buffer, await read);
            return count >= 0 ? count : await ReadRestAsync(buffer, cancellationToken);
        }
        catch (Exception exception) when (_failure is null && !cancellationToken.IsCancellationRequested)
        {
            return await Break(exception, buffer, cancellationToken);
        }
    }

    /// <summary>How much of what was read goes on now; -1 when nothing does.</summary>
    private int Pass(Memory<byte> buffer, int count)
    {
        if (count == 0)
        {
            if (buffer.IsEmpty)
            {
                return 0;
            }

            _delivery.CheckEnd();
            _ended = true;
            _holds = true;
            return -1;
        }

        var from = _delivery.Look(buffer.Span[..count]);
        _terminalSeen |= _delivery.IsTerminal;
        if (from >= 0)
        {
            _held = buffer[from..count].ToArray();
            _holds = true;
            count = from == 0 ? -1 : from;
        }

        if (count > 0)
        {
            _observation.Delivered(count, _delivery.HasToken);
        }

        return count;
    }

    /// <summary>What is left to give out: the held terminal event, an error event, then the end or the failure.</summary>
    private async ValueTask<int> ReadRestAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (_holds)
        {
            await _delivery.BeforeTerminalAsync(cancellationToken);
            _holds = false;
        }

        if (_held.Length > 0)
        {
            var count = Math.Min(buffer.Length, _held.Length);
            _held[..count].CopyTo(buffer);
            _held = _held[count..];
            _observation.Delivered(count, _delivery.HasToken);
            return count;
        }

        if (_failure is not null)
        {
            await Task.Delay(AbortDelay, _time, cancellationToken);
            _failure.Throw();
        }

        return _ended ? 0 : await ReadAsync(buffer, cancellationToken);
    }

    private ValueTask<int> Break(Exception exception, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var ending = _delivery.Fail(exception, started: _observation.DeliveredBytes > 0);
        _held = ending.Bytes;
        _failure = ending.IsOrderly ? null : ExceptionDispatchInfo.Capture(exception);

        // The provider must not go on, and be paid, while the client is being told.
        _source.Dispose();
        if (ending.IsOrderly)
        {
            // As before the answer's own end, history is written first.
            _ended = true;
            _holds = true;
        }
        else if (_held.IsEmpty && _observation.DeliveredBytes == 0)
        {
            _failure!.Throw();
        }

        return buffer.IsEmpty ? new ValueTask<int>(0) : ReadRestAsync(buffer, cancellationToken);
    }
}
