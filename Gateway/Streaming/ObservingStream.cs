using System.Runtime.CompilerServices;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// The provider's answer as it comes: hands on every byte, in order, unchanged, in the read that got it, and lets an observation look at it.
/// </summary>
/// <remarks>
/// <code>
/// client &lt;- Kestrel &lt;- YARP's copy &lt;- DeliveryStream &lt;- [FilteringStream] &lt;- ObservingStream &lt;- provider
/// </code>
/// Zero-byte reads, by which YARP waits without holding a buffer, go through to the provider's stream. Reads that complete at once cost no
/// state machine; those that wait use pooled ones.
/// </remarks>
internal sealed class ObservingStream : ReadOnlyStream
{
    private readonly Stream _provider;
    private readonly ResponseObservation _observation;
    private readonly UpstreamWatch _watch;
    private readonly TimeSpan _idleTimeout;
    private bool _ended;

    /// <summary>Wraps the provider's stream, which it owns.</summary>
    /// <param name="provider">The provider's stream.</param>
    /// <param name="observation">Who looks.</param>
    /// <param name="watch">Who ends the call when the provider is silent.</param>
    /// <param name="idleTimeout">How long it may be silent.</param>
    public ObservingStream(Stream provider, ResponseObservation observation, UpstreamWatch watch, TimeSpan idleTimeout)
    {
        _provider = provider;
        _observation = observation;
        _watch = watch;
        _idleTimeout = idleTimeout;
    }

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        // The watch is linked to the forwarder's token, so it alone ends this read.
        var read = _provider.ReadAsync(buffer, _watch.Token);
        return read.IsCompletedSuccessfully ? new ValueTask<int>(See(buffer, read.Result)) : WaitAsync(read, buffer);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            if (!_ended)
            {
                _watch.Cancel();
                _observation.Ended(inOrder: false);
            }

            _provider.Dispose();
            _watch.Dispose();
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read, Memory<byte> buffer)
    {
        _watch.BeginWait(_idleTimeout);
        try
        {
            return See(buffer, await read);
        }
        finally
        {
            _watch.EndWait();
        }
    }

    private int See(Memory<byte> buffer, int count)
    {
        if (count > 0)
        {
            _observation.Arrived(buffer.Span[..count]);
        }
        else if (buffer.Length > 0)
        {
            _ended = true;
            _observation.Ended(inOrder: true);
        }

        return count;
    }
}
