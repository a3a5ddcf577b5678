namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>
/// Ends an exchange when the filter owes an answer and no byte comes. One timer per exchange, which looks once per timeout; what happens
/// per event only notes a time. Any thread.
/// </summary>
internal sealed class FilterWatch : IDisposable
{
    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    // Never disposed: it owns no timer and no handle, and a late Cancel must find it usable.
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ITimer _timer;
    private CancellationTokenRegistration _client;
    private long _since;
    private int _timedOut;

    /// <summary>Watches from now on; the filter owes its response headers.</summary>
    /// <param name="timeout">How long the filter may be silent.</param>
    /// <param name="time">The clock.</param>
    public FilterWatch(TimeSpan timeout, TimeProvider time)
    {
        _timeout = timeout;
        _time = time;
        _since = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((FilterWatch)state!).Look(), this, timeout, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cancelled when the exchange must end.</summary>
    public CancellationToken Token => _cancellation.Token;

    /// <summary>Whether the filter's silence ended it.</summary>
    public bool TimedOut => Volatile.Read(ref _timedOut) != 0;

    /// <summary>Ends the exchange when the client leaves.</summary>
    /// <param name="client">Cancelled then.</param>
    public void LinkTo(CancellationToken client) => _client = client.UnsafeRegister(static state => ((FilterWatch)state!).Cancel(), this);

    /// <summary>The client has its end: it does not matter any more whether it leaves.</summary>
    public void Unlink() => _client.Dispose();

    /// <summary>The filter owes an answer.</summary>
    public void Owes()
    {
        if (Volatile.Read(ref _since) == 0)
        {
            Volatile.Write(ref _since, _time.GetTimestamp());
        }
    }

    /// <summary>A byte has come.</summary>
    /// <param name="owes">Whether the filter still owes an answer.</param>
    public void Answered(bool owes) => Volatile.Write(ref _since, owes ? _time.GetTimestamp() : 0);

    /// <summary>Ends the exchange at once.</summary>
    public void Cancel() => _cancellation.Cancel();

    /// <summary>Stops watching; <see cref="Token"/> stays as it is.</summary>
    public void Dispose()
    {
        _client.Dispose();
        _timer.Dispose();
    }

    private void Look()
    {
        var since = Volatile.Read(ref _since);
        var waited = since == 0 ? TimeSpan.Zero : _time.GetElapsedTime(since);
        if (waited < _timeout)
        {
            _timer.Change(_timeout - waited, Timeout.InfiniteTimeSpan);
            return;
        }

        Volatile.Write(ref _timedOut, 1);
        Cancel();
    }
}
