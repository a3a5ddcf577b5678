using LlmAspire.Gateway.Errors;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>Adds and finds the items of a conversation for its API.</summary>
internal sealed class ConversationItems
{
    private readonly IConversationStore _store;
    private readonly IConversationCatalog _catalog;
    private readonly ConversationOptions _options;

    /// <summary>Adds to <paramref name="store"/>.</summary>
    /// <param name="store">The conversations.</param>
    /// <param name="catalog">What is known of them.</param>
    /// <param name="options">The limits.</param>
    public ConversationItems(IConversationStore store, IConversationCatalog catalog, IOptions<ConversationOptions> options)
    {
        _store = store;
        _catalog = catalog;
        _options = options.Value;
    }

    /// <summary>Whether items can be added at once.</summary>
    /// <param name="items">The items; null for none.</param>
    /// <returns>Why not; null when they can.</returns>
    public GatewayError? Check(IReadOnlyList<ConversationItem>? items) =>
        items is not null && new ConversationTurn("", "", items).IsTooLarge(_options)
            ? GatewayError.BadRequest(
                $"The items are more than a conversation keeps: {_options.MaxItems} items and {_options.MaxBytes} bytes.", "items")
            : null;

    /// <summary>Adds items as a turn of their own.</summary>
    /// <param name="key">The conversation.</param>
    /// <param name="items">The items.</param>
    /// <param name="traceId">The request's trace.</param>
    /// <returns>The items as they are stored.</returns>
    public async Task<IReadOnlyList<ConversationItem>> AddAsync(ConversationKey key, IReadOnlyList<ConversationItem> items, string traceId)
    {
        var turn = new ConversationTurn(Guid.NewGuid().ToString("N"), traceId, items) { Title = ConversationTitle.Of(items) };
        await _store.AppendAsync(key, turn, _options.Timeout);
        return [.. items.Select((item, i) => item with { Turn = turn.Id, Index = i })];
    }

    /// <summary>The items of a conversation.</summary>
    /// <param name="key">The conversation.</param>
    /// <returns>Them as the API shows them, oldest first; null when there is no such conversation.</returns>
    public async Task<List<ApiItem>?> FindAsync(ConversationKey key)
    {
        if (!ConversationKey.IsId(key.Id))
        {
            return null;
        }

        return await _catalog.ReadItemsAsync(key, _options.Timeout) is { } stored ? ApiItem.Of(stored.Items) : null;
    }
}
