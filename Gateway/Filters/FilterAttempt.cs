namespace LlmAspire.Gateway.Filters;

/// <summary>One call of a filter that its breaker let through, from its first byte to its end. Thread-safe.</summary>
internal sealed class FilterAttempt
{
    private readonly TaskCompletionSource<bool> _entry = new(TaskCreationOptions.RunContinuationsAsynchronously);

    // Continued at once by who ends it: the next call is to meet a breaker that knows.
    private readonly TaskCompletionSource<FilterFault?> _end = new();

    /// <summary>Whether the breaker let it through.</summary>
    public Task<bool> Entry => _entry.Task;

    /// <summary>How the call ended, for the breaker.</summary>
    public Task<FilterFault?> Ended => _end.Task;

    /// <summary>Ends when the breaker has counted how the call ended, or did not let it through.</summary>
    public Task Counted { get; set; } = Task.CompletedTask;

    /// <summary>Whether it was on trial, and was trusted before it ended.</summary>
    public bool IsTrusted { get; set; }

    /// <summary>The breaker has decided.</summary>
    /// <param name="isLetThrough">How.</param>
    public void Decide(bool isLetThrough) => _entry.TrySetResult(isLetThrough);

    /// <summary>The call is over; the breaker has counted it when this returns. Only the first time counts.</summary>
    /// <param name="fault">How the filter failed; null where nobody waited to see.</param>
    public void End(FilterFault? fault) => _end.TrySetResult(fault);
}
