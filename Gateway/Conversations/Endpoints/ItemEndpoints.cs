using LlmAspire.Gateway.Authentication;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Forwarding;
using LlmAspire.Gateway.Providers;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>The items of OpenAI's Conversations API.</summary>
internal sealed class ItemEndpoints
{
    private readonly IConversationCatalog _catalog;
    private readonly ConversationItems _items;
    private readonly ConversationOptions _options;
    private readonly GatewayOptions _gateway;

    /// <summary>Serves from <paramref name="items"/>.</summary>
    /// <param name="catalog">The conversations.</param>
    /// <param name="items">Their items.</param>
    /// <param name="options">The limits.</param>
    /// <param name="gateway">The limits of a request.</param>
    public ItemEndpoints(
        IConversationCatalog catalog, ConversationItems items, IOptions<ConversationOptions> options, IOptions<GatewayOptions> gateway)
    {
        _catalog = catalog;
        _items = items;
        _options = options.Value;
        _gateway = gateway.Value;
    }

    /// <summary>A conversation's items.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">The conversation's id.</param>
    /// <returns>A page of them, the newest first unless asked otherwise.</returns>
    public async Task<JsonAnswer> ListAsync(HttpContext context, string id)
    {
        if (Page.Read(context.Request.Query, out var error) is not { } page)
        {
            return JsonAnswer.Of(error!);
        }

        return await _items.FindAsync(KeyOf(context, id)) is { } items
            ? page.Of(items)
            : JsonAnswer.Of(GatewayError.ConversationNotFound(id));
    }

    /// <summary>Adds items.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">The conversation's id.</param>
    /// <returns>The items that were added.</returns>
    public async Task<JsonAnswer> CreateAsync(HttpContext context, string id)
    {
        var (buffer, error) = await JsonBody.ReadAsync(context, _gateway.MaxRequestBodyBytes);
        using var bytes = buffer;
        var body = bytes is null ? null : ConversationBody.Read(bytes.Bytes, out error);
        error ??= body?.Items is not { Count: > 0 }
            ? GatewayError.BadRequest("The request has no 'items'.", "items")
            : _items.Check(body.Items);
        if (error is not null)
        {
            return JsonAnswer.Of(error);
        }

        var key = KeyOf(context, id);
        if (!ConversationKey.IsId(id) || await _catalog.GetAsync(key, _options.Timeout) is null)
        {
            return JsonAnswer.Of(GatewayError.ConversationNotFound(id));
        }

        var added = await _items.AddAsync(key, body!.Items!, AnswerHeaders.Of(context).TraceId);
        return JsonAnswer.Of(ConversationJson.List(ApiItem.Of(added), hasMore: false));
    }

    /// <summary>One item.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">The conversation's id.</param>
    /// <param name="item">The item's id.</param>
    /// <returns>The item, or 404.</returns>
    public async Task<JsonAnswer> GetAsync(HttpContext context, string id, string item)
    {
        if (await _items.FindAsync(KeyOf(context, id)) is not { } items)
        {
            return JsonAnswer.Of(GatewayError.ConversationNotFound(id));
        }

        return items.Find(found => found.Id == item) is { } wanted
            ? JsonAnswer.Of(wanted.Json)
            : JsonAnswer.Of(GatewayError.ItemNotFound(item, id));
    }

    /// <summary>Deletes one item, with the others that came in the same message.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">The conversation's id.</param>
    /// <param name="item">The item's id.</param>
    /// <returns>The conversation without it, or 404.</returns>
    public async Task<JsonAnswer> DeleteAsync(HttpContext context, string id, string item)
    {
        var key = KeyOf(context, id);
        if (await _items.FindAsync(key) is not { } items)
        {
            return JsonAnswer.Of(GatewayError.ConversationNotFound(id));
        }

        if (items.Find(found => found.Id == item)?.Stored is not { } stored
            || !await _catalog.RemoveItemAsync(key, stored.Turn, stored.Index, _options.Timeout))
        {
            return JsonAnswer.Of(GatewayError.ItemNotFound(item, id));
        }

        return await _catalog.GetAsync(key, _options.Timeout) is { } info
            ? JsonAnswer.Of(ConversationJson.Of(info))
            : JsonAnswer.Of(GatewayError.ConversationNotFound(id));
    }

    private static ConversationKey KeyOf(HttpContext context, string id) => new(Caller.Of(context).Tenant, id);
}
