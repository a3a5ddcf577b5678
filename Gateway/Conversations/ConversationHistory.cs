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
    private readonly HistoryTelemetry _telemetry;
    private readonly ConversationOptions _options;

    /// <summary>Uses the stores.</summary>
    /// <param name="store">The conversations.</param>
    /// <param name="catalog">What is known of them.</param>
    /// <param name="responses">The responses.</param>
    /// <param name="state">Whether the stores answer.</param>
    /// <param name="telemetry">Where it is recorded.</param>
    /// <param name="options">The limits.</param>
    public ConversationHistory(
        IConversationStore store,
        IConversationCatalog catalog,
        IResponseStore responses,
        HistoryState state,
        HistoryTelemetry telemetry,
        IOptions<ConversationOptions> options)
    {
        _store = store;
        _catalog = catalog;
        _responses = responses;
        _state = state;
        _telemetry = telemetry;
        _options = options.Value;
    }

    /// <summary>Whether calls that name no conversation are recorded too.</summary>
    public bool RecordsAll => _options.RecordsAll;

    /// <summary>The most bytes of an answer that are worth keeping.</summary>
    public int MaxAnswerBytes => (int)Math.Min(_options.MaxBytes, int.MaxValue / 2);

    /// <summary>A conversation's items.</summary>
    /// <param name="key">The conversation.</param>
    /// <returns>Its items, oldest first.</returns>
    public async ValueTask<HistoryRead> ReadAsync(ConversationKey key)
    {
        if (!_state.IsDown)
        {
            return await ReadItemsAsync(key);
        }

        _telemetry.Skip("read");
        return HistoryRead.Unknown;
    }

    /// <summary>A conversation's items, when there is such a conversation. Asks for both at once.</summary>
    /// <param name="key">The conversation.</param>
    /// <returns>Its items; null when there is no such conversation.</returns>
    public async ValueTask<HistoryRead?> ReadExistingAsync(ConversationKey key)
    {
        var read = await AskAsync(key, static async (history, key) =>
        {
            var info = history._catalog.GetAsync(key, history._options.Timeout).AsTask();
            var items = history.ReadItemsAsync(key);
            await Task.WhenAll(info, items);
            return (IsThere: await info is not null, Items: await items);
        });
        return read is null ? HistoryRead.Unknown : read.Value.IsThere ? read.Value.Items : null;
    }

    /// <summary>Where a response stands.</summary>
    /// <param name="key">Tenant and response id.</param>
    /// <returns>The response, null when it is not known; and whether the store answered at all.</returns>
    public async ValueTask<(StoredResponse? Response, bool IsKnown)> FindResponseAsync(ConversationKey key)
    {
        var found = await AskAsync(key, static async (history, key) =>
            (await history._responses.ReadResponseAsync(key, withBody: false, history._options.Timeout), IsKnown: true));
        return found ?? (null, false);
    }

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
        var record = new StoredResponse(key.Id, turn.Id, turn.IsChain, body);
        await Task.WhenAll(added, _responses.WriteResponseAsync(response, record, _options.Timeout).AsTask());
        return await added;
    }

    private async Task<HistoryRead> ReadItemsAsync(ConversationKey key)
    {
        using var span = _telemetry.Begin("read", key.Id);
        try
        {
            var stored = await _store.ReadAsync(key, _options.Timeout);
            if (stored.Unreadable > 0)
            {
                _telemetry.LeftOut(stored.Unreadable);
            }

            _telemetry.End("read", span, stored.Items.Count);
            return new HistoryRead(stored.Items, IsKnown: true);
        }
        catch (ConversationStoreException failure)
        {
            Failed("read", span, failure);
            return HistoryRead.Unknown;
        }
    }

    private async ValueTask<T?> AskAsync<T>(ConversationKey key, Func<ConversationHistory, ConversationKey, Task<T>> ask)
        where T : struct
    {
        if (_state.IsDown)
        {
            _telemetry.Skip("read");
            return null;
        }

        try
        {
            return await ask(this, key);
        }
        catch (ConversationStoreException failure)
        {
            Failed("read", span: null, failure);
            return null;
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
