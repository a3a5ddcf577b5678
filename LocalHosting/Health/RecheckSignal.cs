namespace LlmAspire.LocalHosting.Health;

/// <summary>
/// Tells every health monitor of an application that something started or ended, so that health is asked again now. Thread-safe.
/// </summary>
internal sealed class RecheckSignal
{
    private volatile TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the next signal.</summary>
    /// <returns>The task.</returns>
    public Task NextAsync() => _next.Task;

    /// <summary>Signals.</summary>
    public void Raise() =>
        Interlocked.Exchange(ref _next, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
