namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// Knows whether the gateway itself breaks calls off: it was told to stop, and the time that calls have to end by themselves is over. Their
/// clients have not left, though their connections look as if they had.
/// </summary>
internal sealed class GatewayEnd : IHostedLifecycleService
{
    private CancellationToken _timeIsUp;

    /// <summary>Whether calls that are still in progress are broken off now.</summary>
    public bool BreaksCallsOff => _timeIsUp.IsCancellationRequested;

    /// <inheritdoc/>
    public Task StoppingAsync(CancellationToken cancellationToken)
    {
        // By the same token Kestrel closes the connections that are left. Whoever says stop a second time does not prolong it.
        _timeIsUp = _timeIsUp.CanBeCanceled ? _timeIsUp : cancellationToken;
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
