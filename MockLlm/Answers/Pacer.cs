namespace LlmAspire.MockLlm.Answers;

/// <summary>
/// Paces an answer against a schedule rather than from the last chunk, so that the cost of sending a chunk does not add up. Whoever falls
/// more than one pause behind starts a new schedule: there is no burst to catch up.
/// </summary>
internal sealed class Pacer
{
    private readonly TimeProvider _time;
    private long _due;

    /// <summary>Starts now.</summary>
    /// <param name="time">The clock.</param>
    public Pacer(TimeProvider time)
    {
        _time = time;
        _due = time.GetTimestamp();
    }

    /// <summary>Starts a new schedule now.</summary>
    public void Restart() => _due = _time.GetTimestamp();

    /// <summary>Waits until the next point of the schedule.</summary>
    /// <param name="pause">How far that is from the last one.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>When it is time.</returns>
    public Task WaitAsync(TimeSpan pause, CancellationToken cancellationToken)
    {
        if (pause <= TimeSpan.Zero)
        {
            return Task.CompletedTask;
        }

        var step = (long)(pause.TotalSeconds * _time.TimestampFrequency);
        var now = _time.GetTimestamp();
        _due += step;
        if (now - _due > step)
        {
            _due = now;
        }

        return now >= _due ? Task.CompletedTask : Task.Delay(_time.GetElapsedTime(now, _due), _time, cancellationToken);
    }
}
