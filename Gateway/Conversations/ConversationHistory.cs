using System.Diagnostics;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations;

/// <summary>
/// The conversations as calls use them: a call never fails, and never waits longer than the configured time, because of history. Thread-safe.
/// </summary>
/// <remarks>
/// While the store is known to be away nothing is asked of it, so that calls lose no time; <see cref="HistoryWatch"/> finds out when it is
/// back.
/// </remarks>
internal sealed class ConversationHistory
{
    private readonly IConversationStore _store;
    private readonly IConversationCatalog _catalog;
    private readonly IResponseStore _responses;
    private readonly HistoryState _state;
    private readonly HistoryLosses _losses;
    private readonly HistoryTelemetry _telemetry;
    private readonly ConversationOptions _options;

    /// <summary>Uses the stores.</summary>
    /// <param name="store">The conversations.</param>
    /// <param name="catalog">What is known of them.</param>
    /// <param name="responses">The responses.</param>
    /// <param name="state">Whether the stores answer.</param>
    /// <param name="losses">Whether they were away lately.</param>
    /// <param name="telemetry">Where it is recorded.</param>
    /// <param name="options">The limits.</param>
    public ConversationHistory(
        IConversationStore store,
        IConversationCatalog catalog,
        IResponseStore responses,
        HistoryState state,
        HistoryLosses losses,
        HistoryTelemetry telemetry,
        IOptions<ConversationOptions> options)
    {
        _store = store;
        _catalog = catalog;
        _responses = responses;
        _state = state;
        _losses = losses;
        _telemetry = telemetry;
        _options = options.Value;
    }

    /// <summary>Whether calls that name no conversation are recorded too.</summary>
    public bool RecordsAll => _options.RecordsAll;

    /// <summary>The most bytes of an answer that are worth keeping.</summary>
    public int MaxAnswerBytes => (int)Math.Min(_options.MaxBytes, int.MaxValue / 2);

    /// <summary>Whether what is not there may have been lost in an outage, so that a call that names it goes on without.</summary>
    /// <returns>True for a while after an outage; it is counted.</returns>
    public bool ForgivesLoss()
    {
        if (_losses.IsRecent)
        {
            _telemetry.Lost();
        }

        return _losses.IsRecent;
    }

    /// <summary>A conversation's items.</summary>
    /// <param name="key">The conversation.</param>
    /// <returns>Its items, oldest first.</returns>
    public async ValueTask<HistoryRead> ReadAsync(ConversationKey key) => await ReadAsync(key, static async (history, key) =>
        (HistoryRead?)history.Known(await history._store.ReadAsync(key, history._options.Timeout))) ?? HistoryRead.Unknown;

    /// <summary>A conversation's items, when there is such a conversation.</summary>
    /// <param name="key">The conversation.</param>
    /// <returns>Its items; null when there is no such conversation.</returns>
    public ValueTask<HistoryRead?> ReadExistingAsync(ConversationKey key) => ReadAsync(key, static async (history, key) =>
        await history._catalog.ReadItemsAsync(key, history._options.Timeout) is { } stored ? history.Known(stored) : null);

    /// <summary>A response's place and the items of the conversation that it stands in.</summary>
    /// <param name="key">Tenant and response id.</param>
    /// <returns>The items; null when there is no such response.</returns>
    public ValueTask<HistoryRead?> ReadChainAsync(ConversationKey key) => ReadAsync(key, static async (history, key) =>
        await history._responses.ReadChainAsync(key, history._options.Timeout) is { } chain
            ? history.Known(chain.Stored) with { Response = chain.Response }
            : null);

    /// <summary>Adds a turn, and the response that it ends with.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="turn">The turn.</param>
    /// <param name="response">The response's id; null when there is none to keep.</param>
    /// <param name="body">The final response object.</param>
    /// <param name="parent">The call's span.</param>
    /// <returns>What came of it, once it is stored or given up.</returns>
    public async ValueTask<AppendOutcome> AppendAsync(
        ConversationKey key, ConversationTurn turn, string? response, ReadOnlyMemory<byte> body, Activity? parent)
    {
        if (turn.IsTooLarge(_options))
        {
            _telemetry.TooLarge(_options);
            return AppendOutcome.AlreadyThere;
        }

        if (_state.IsDown)
        {
            _telemetry.Skip("write");
            return AppendOutcome.AlreadyThere;
        }

        using var span = _telemetry.Begin("write", key.Id, parent);
        try
        {
            var outcome = response is null
                ? await _store.AppendAsync(key, turn, _options.Timeout)
                : await AppendBothAsync(key, turn, key with { Id = response }, body);
            _telemetry.End("write", span, turn.Items.Count);
            return outcome;
        }
        catch (ConversationStoreException failure)
        {
            Failed("write", span, failure);
            return AppendOutcome.AlreadyThere;
        }
    }

    /// <summary>The turn and the response lie in different places: both are sent at once, so that they cost one wait.</summary>
    private async Task<AppendOutcome> AppendBothAsync(
        ConversationKey key, ConversationTurn turn, ConversationKey response, ReadOnlyMemory<byte> body)
    {
        var added = _store.AppendAsync(key, turn, _options.Timeout).AsTask();
        var record = new StoredResponse(key.Id, turn.Id, turn.IsChain, body) { Asked = turn.Asked };
        await Task.WhenAll(added, _responses.WriteResponseAsync(response, record, _options.Timeout).AsTask());
        return await added;
    }

    private HistoryRead Known(StoredItems stored)
    {
        if (stored.Unreadable == 0)
        {
            return new HistoryRead(stored.Items, IsKnown: true);
        }

        _telemetry.LeftOut(stored.Unreadable);
        return new HistoryRead(ToolPairs.Whole(stored.Items), IsKnown: true);
    }

    /// <summary>Asks the store once, within a span; without an answer the history is not known.</summary>
    private async ValueTask<HistoryRead?> ReadAsync(
        ConversationKey key, Func<ConversationHistory, ConversationKey, Task<HistoryRead?>> ask)
    {
        if (_state.IsDown)
        {
            _telemetry.Skip("read");
            return HistoryRead.Unknown;
        }

        using var span = _telemetry.Begin("read", key.Id);
        try
        {
            var read = await ask(this, key);
            HistoryTelemetry.Found(span, read?.Response?.Conversation);
            _telemetry.End("read", span, read?.Items.Count ?? 0);
            return read;
        }
        catch (ConversationStoreException failure)
        {
            Failed("read", span, failure);
            return HistoryRead.Unknown;
        }
    }

    private void Failed(string operation, Activity? span, ConversationStoreException failure)
    {
        _telemetry.End(operation, span, 0, failure);
        if (failure.IsOutage)
        {
            _state.Failed(failure);
        }
    }
}
