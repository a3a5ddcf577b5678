using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Degraded while the store of conversations does not answer: the gateway still serves, without history.</summary>
internal sealed class HistoryHealthCheck : IHealthCheck
{
    private readonly IConversationStore _store;
    private readonly HistoryState _state;
    private readonly ConversationOptions _options;

    /// <summary>Asks <paramref name="store"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="state">What is known of it.</param>
    /// <param name="options">The limits.</param>
    public HistoryHealthCheck(IConversationStore store, HistoryState state, IOptions<ConversationOptions> options)
    {
        _store = store;
        _state = state;
        _options = options.Value;
    }

    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var wasDown = _state.IsDown;
            await _store.PingAsync(_options.Timeout);
            if (wasDown)
            {
                _state.Answered();
            }
        }
        catch (ConversationStoreException failure)
        {
            _state.Failed(failure);
        }

        return _state.IsDown
            ? HealthCheckResult.Degraded("The conversation store does not answer; calls go on without history.")
            : HealthCheckResult.Healthy();
    }
}
