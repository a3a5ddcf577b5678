using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Asks a store that was lost whether it answers again, so that no call has to wait to find out.</summary>
internal sealed class HistoryWatch : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly IConversationStore _store;
    private readonly HistoryState _state;
    private readonly ConversationOptions _options;
    private readonly TimeProvider _time;

    /// <summary>Watches <paramref name="store"/>.</summary>
    /// <param name="store">The store.</param>
    /// <param name="state">What is known of it.</param>
    /// <param name="options">The limits.</param>
    /// <param name="time">The clock.</param>
    public HistoryWatch(IConversationStore store, HistoryState state, IOptions<ConversationOptions> options, TimeProvider time)
    {
        _store = store;
        _state = state;
        _options = options.Value;
        _time = time;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, _time);
        try
        {
            while (true)
            {
                await _state.WaitUntilLostAsync(stoppingToken);
                while (_state.IsDown && await timer.WaitForNextTickAsync(stoppingToken))
                {
                    await AskAsync();
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // The gateway stops.
        }
    }

    private async Task AskAsync()
    {
        try
        {
            await _store.PingAsync(_options.Timeout);
            _state.Answered();
        }
        catch (ConversationStoreException failure)
        {
            _state.Failed(failure);
        }
    }
}
