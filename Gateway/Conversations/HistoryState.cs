namespace LlmAspire.Gateway.Conversations;

/// <summary>Whether the store of conversations answers. Each change is logged once, however many calls see it. Thread-safe.</summary>
internal sealed partial class HistoryState : IDisposable
{
    private readonly IConversationStore _store;
    private readonly HistoryLosses _losses;
    private readonly ILogger<HistoryState> _logger;
    private readonly SemaphoreSlim _lost = new(0, 1);
    private int _isDown;

    /// <summary>Taken to answer until it does not.</summary>
    /// <param name="store">The store.</param>
    /// <param name="losses">Where it is remembered that the store was away.</param>
    /// <param name="logger">The log.</param>
    public HistoryState(IConversationStore store, HistoryLosses losses, ILogger<HistoryState> logger)
    {
        _store = store;
        _losses = losses;
        _logger = logger;
    }

    /// <summary>Whether nothing should be asked of the store.</summary>
    public bool IsDown => Volatile.Read(ref _isDown) == 1;

    /// <summary>Completes after the store was lost.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>When it was lost.</returns>
    public Task WaitUntilLostAsync(CancellationToken cancellationToken) => _lost.WaitAsync(cancellationToken);

    /// <summary>
    /// The store has answered a question that was put after it was lost. A call's own success tells nothing: it may have been asked before.
    /// </summary>
    public void Answered()
    {
        if (IsDown && Interlocked.Exchange(ref _isDown, 0) == 1)
        {
            _losses.Note();
            Log.Recovered(_logger, _store.SystemName);
        }
    }

    /// <summary>The store did not answer.</summary>
    /// <param name="failure">Why.</param>
    public void Failed(ConversationStoreException failure)
    {
        _losses.Note();
        if (Interlocked.Exchange(ref _isDown, 1) == 0)
        {
            Log.Lost(_logger, _store.SystemName, failure.Reason);
            if (_lost.CurrentCount == 0)
            {
                _lost.Release();
            }
        }
    }

    /// <summary>Ends the waiting for a loss.</summary>
    public void Dispose() => _lost.Dispose();

    private static partial class Log
    {
        [LoggerMessage(
            EventId = 300, Level = LogLevel.Warning, Message = "History is off: {Store} does not answer ({Reason}). Calls go on without")]
        public static partial void Lost(ILogger logger, string store, string? reason);

        [LoggerMessage(EventId = 301, Level = LogLevel.Warning, Message = "History is on again: {Store} answers")]
        public static partial void Recovered(ILogger logger, string store);
    }
}
