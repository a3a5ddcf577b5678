namespace LlmAspire.Gateway.Filters.Streams;

/// <summary>
/// Ends an exchange when the filter owes an answer and no byte comes. One timer per exchange, which looks once per timeout; what happens
/// per event only notes a time. Any thread.
/// </summary>
internal sealed class FilterWatch : IDisposable
{
    /// <summary>For how many timeouts bytes count that make no whole line: a filter that trickles is as good as silent.</summary>
    private const int MostPartial = 5;

    private readonly TimeSpan _timeout;
    private readonly TimeProvider _time;

    // Never disposed: it owns no timer and no handle, and a late Cancel must find it usable.
    private readonly CancellationTokenSource _cancellation = new();
    private readonly ITimer _timer;
    private CancellationTokenRegistration _client;
    private long _since;
    private long _lastWhole;
    private int _timedOut;

    /// <summary>Watches from now on; the filter owes its response headers.</summary>
    /// <param name="timeout">How long the filter may be silent.</param>
    /// <param name="time">The clock.</param>
    public FilterWatch(TimeSpan timeout, TimeProvider time)
    {
        _timeout = timeout;
        _time = time;
        _since = time.GetTimestamp();
        _lastWhole = _since;
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

    /// <summary>A byte has come. To be called by one thread at a time.</summary>
    /// <param name="owes">Whether the filter still owes an answer.</param>
    /// <param name="isWhole">Whether something whole has come, or else a part of a line or an event.</param>
    public void Answered(bool owes, bool isWhole)
    {
        if (isWhole || !owes || Volatile.Read(ref _since) == 0)
        {
            _lastWhole = _time.GetTimestamp();
            Volatile.Write(ref _since, owes ? _lastWhole : 0);
        }
        else if (_time.GetElapsedTime(_lastWhole) < _timeout * MostPartial)
        {
            Volatile.Write(ref _since, _time.GetTimestamp());
        }
    }

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
