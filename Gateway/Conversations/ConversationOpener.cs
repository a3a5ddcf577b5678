using System.Security.Cryptography;
using System.Text;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Conversations;

/// <summary>Finds what came before a call and begins the turn that it adds. Thread-safe.</summary>
internal sealed class ConversationOpener
{
    private readonly ConversationHistory _history;

    /// <summary>Opens conversations of <paramref name="history"/>.</summary>
    /// <param name="history">The conversations.</param>
    public ConversationOpener(ConversationHistory history) => _history = history;

    /// <summary>Whether calls that name no conversation are recorded too.</summary>
    public bool RecordsAll => _history.RecordsAll;

    /// <summary>
    /// The id of the turn that a call adds: the same for every attempt when the client sends the same request under the same id again.
    /// </summary>
    /// <param name="requestId">The request's id.</param>
    /// <param name="isSent">Whether the client has sent it.</param>
    /// <param name="body">The request's body.</param>
    /// <returns>A text that can be an id.</returns>
    public static string TurnId(string requestId, bool isSent, ReadOnlyMemory<byte> body)
    {
        if (!isSent && ConversationKey.IsId(requestId))
        {
            return requestId;
        }

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes(requestId));
        hash.AppendData(body.Span);
        return Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 16));
    }

    /// <summary>Opens a call's conversation.</summary>
    /// <param name="intent">What the request says of it.</param>
    /// <param name="api">The API.</param>
    /// <param name="view">The request.</param>
    /// <param name="turnId">The id of the turn that it adds.</param>
    /// <param name="isRepeatable">Whether the client has given the request an id, under which it may come again.</param>
    /// <param name="traceId">The call's trace.</param>
    /// <returns>The conversation.</returns>
    public async ValueTask<OpenedConversation> OpenAsync(
        ConversationIntent intent, Api api, RequestView view, string turnId, bool isRepeatable, string traceId)
    {
        if (intent.Previous is { } previous)
        {
            var branch = isRepeatable ? ConversationKey.BegunBy(previous.Tenant, turnId) : ConversationKey.New(previous.Tenant);
            return await ContinueAsync(intent, previous, branch, view, turnId, traceId);
        }

        if (intent.Key is not { } key)
        {
            return OpenedConversation.None;
        }

        key = intent.IsUnnamed && isRepeatable ? ConversationKey.BegunBy(key.Tenant, turnId) : key;

        var read = intent.IsUnnamed ? new HistoryRead([], IsKnown: true)
            : intent.MustExist ? await _history.ReadExistingAsync(key)
            : await _history.ReadAsync(key);
        if (read is null && !_history.ForgivesLoss())
        {
            return OpenedConversation.Refused(GatewayError.ConversationNotFound(key.Id));
        }

        var known = read ?? HistoryRead.Unknown;

        var merged = new MergedHistory(view, Without(known.Items, turnId), api, known.IsKnown);
        return new OpenedConversation(key.Id, merged, !intent.IsKept ? null : new TurnInProgress(_history, key, api, merged.NewItems)
        {
            Id = turnId,
            TraceId = traceId,
            Title = known.Items.Count == 0 ? ConversationTitle.Of(merged.NewItems) : "",
            IsUnnamed = intent.IsUnnamed,
        });
    }

    private async ValueTask<OpenedConversation> ContinueAsync(
        ConversationIntent intent, ConversationKey previous, ConversationKey branch, RequestView view, string turnId, string traceId)
    {
        var read = await _history.ReadChainAsync(previous) ?? new HistoryRead([], IsKnown: true);
        var response = read.Response;
        var items = Without(read.Items, turnId);
        var last = response is null ? -1 : LastOf(items, response.Turn);
        if (read.IsKnown && last < 0)
        {
            if (!_history.ForgivesLoss())
            {
                return OpenedConversation.Refused(GatewayError.PreviousResponseNotFound(previous.Id));
            }

            (read, response, items) = (HistoryRead.Unknown, null, []);
        }

        var goesOn = read.IsKnown && response is { IsChain: true } && last == items.Count - 1;
        var key = goesOn ? previous with { Id = response!.Conversation } : branch;
        var before = last < 0 ? [] : last == items.Count - 1 ? items : [.. items.Take(last + 1)];
        var merged = new MergedHistory(view, before, Api.Responses, read.IsKnown);
        return new OpenedConversation(key.Id, merged, !intent.IsKept ? null : new TurnInProgress(_history, key, Api.Responses, merged.NewItems)
        {
            Id = turnId,
            TraceId = traceId,
            Title = goesOn ? "" : ConversationTitle.Of(before.Count > 0 ? before : merged.NewItems),
            Chain = new ResponseChain(goesOn ? response!.Turn : "", before, branch),
            IsUnnamed = true,
        });
    }

    /// <summary>A call that is tried again must not find what its first attempt has left.</summary>
    private static IReadOnlyList<ConversationItem> Without(IReadOnlyList<ConversationItem> items, string turn) =>
        items is [.., var last] && last.Turn == turn ? [.. items.Where(item => item.Turn != turn)] : items;

    private static int LastOf(IReadOnlyList<ConversationItem> items, string turn)
    {
        var i = items.Count - 1;
        while (i >= 0 && items[i].Turn != turn)
        {
            i--;
        }

        return i;
    }
}
