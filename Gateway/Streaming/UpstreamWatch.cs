namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Ends a call to a provider that is silent too long, or that nobody wants any more. Only the time spent waiting for the provider counts:
/// a client that reads slowly does not make its provider late.
/// </summary>
/// <remarks>
/// One timer per call, set again at most once per limit: each wait only notes when it began, so that a chunk costs no timer. Waits must
/// not overlap. <see cref="Cancel"/> and the timer may come from any thread.
/// </remarks>
internal sealed class UpstreamWatch : IDisposable
{
    private readonly TimeProvider _time;

    // Never disposed: it owns no timer and no handle, and a late Cancel must find it usable.
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ITimer _timer;
    private CancellationTokenRegistration _link;
    private TimeSpan _limit;
    private long _waitingSince;
    private int _timedOut;

    /// <summary>Measures with <paramref name="time"/>.</summary>
    /// <param name="time">The clock.</param>
    public UpstreamWatch(TimeProvider time)
    {
        _time = time;
        _timer = time.CreateTimer(static state => ((UpstreamWatch)state!).Look(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the call to the provider must end.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether the provider's silence ended the call.</summary>
    public bool TimedOut => Volatile.Read(ref _timedOut) != 0;

    /// <summary>Ends the call when <paramref name="cancellationToken"/> is cancelled, until <see cref="Dispose"/>.</summary>
    /// <param name="cancellationToken">The forwarder's own token.</param>
    public void LinkTo(CancellationToken cancellationToken) =>
        _link = cancellationToken.UnsafeRegister(static state => ((UpstreamWatch)state!).Cancel(), this);

    /// <summary>The call starts to wait for the provider.</summary>
    /// <param name="limit">The longest wait.</param>
    public void BeginWait(TimeSpan limit)
    {
        Volatile.Write(ref _waitingSince, _time.GetTimestamp());
        if (_limit != limit)
        {
            _limit = limit;
            _timer.Change(limit, Timeout.InfiniteTimeSpan);
        }
    }

    /// <summary>The provider has sent something, or ended.</summary>
    public void EndWait() => Volatile.Write(ref _waitingSince, 0);

    /// <summary>Ends the call to the provider at once.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Stops watching; <see cref="Token"/> stays as it is.</summary>
    public void Dispose()
    {
        _link.Dispose();
        _timer.Dispose();
    }

    private void Look()
    {
        var since = Volatile.Read(ref _waitingSince);
        var waited = since == 0 ? TimeSpan.Zero : _time.GetElapsedTime(since);
        if (waited < _limit)
        {
            _timer.Change(_limit - waited, Timeout.InfiniteTimeSpan);
            return;
        }

        Volatile.Write(ref _timedOut, 1);
        Cancel();
    }
}
