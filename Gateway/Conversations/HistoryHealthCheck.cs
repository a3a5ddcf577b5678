using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Degraded while the store of conversations does not answer: the gateway still serves, without history.</summary>
internal sealed class HistoryHealthCheck : IHealthCheck
{
    private readonly ConversationHistory _history;

    /// <summary>Asks <paramref name="history"/>.</summary>
    /// <param name="history">The history.</param>
    public HistoryHealthCheck(ConversationHistory history) => _history = history;

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        await _history.IsAvailableAsync()
            ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded("The conversation store does not answer; calls go on without history.");
}
