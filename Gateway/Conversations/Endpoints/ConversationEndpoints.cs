using LlmAspire.Gateway.Authentication;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Forwarding;
using LlmAspire.Gateway.Providers;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>OpenAI's Conversations API, and a list of conversations for people, which OpenAI does not have.</summary>
internal sealed class ConversationEndpoints
{
    private readonly IConversationCatalog _catalog;
    private readonly ConversationItems _items;
    private readonly ConversationOptions _options;
    private readonly GatewayOptions _gateway;

    /// <summary>Serves from <paramref name="catalog"/>.</summary>
    /// <param name="catalog">The conversations.</param>
    /// <param name="items">Their items.</param>
    /// <param name="options">The limits.</param>
    /// <param name="gateway">The limits of a request.</param>
    public ConversationEndpoints(
        IConversationCatalog catalog, ConversationItems items, IOptions<ConversationOptions> options, IOptions<GatewayOptions> gateway)
    {
        _catalog = catalog;
        _items = items;
        _options = options.Value;
        _gateway = gateway.Value;
    }

    /// <summary>Begins a conversation.</summary>
    /// <param name="context">The request.</param>
    /// <returns>The conversation.</returns>
    public async Task<JsonAnswer> CreateAsync(HttpContext context)
    {
        var (buffer, error) = await ReadBodyAsync(context);
        using var bytes = buffer;
        var body = bytes is null ? null : ConversationBody.Read(bytes.Bytes, out error);
        error ??= _items.Check(body?.Items);
        if (error is not null || body is null)
        {
            return JsonAnswer.Of(error!);
        }

        var key = ConversationKey.New(Caller.Of(context).Tenant);
        await _catalog.CreateAsync(key, body.Metadata ?? "{}"u8.ToArray(), _options.Timeout);
        if (body.Items is { Count: > 0 } items)
        {
            await _items.AddAsync(key, items, AnswerHeaders.Of(context).TraceId);
        }

        return await GetAsync(key);
    }

    /// <summary>A conversation.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The conversation, or 404.</returns>
    public Task<JsonAnswer> GetAsync(HttpContext context, string id) => GetAsync(KeyOf(context, id));

    /// <summary>Replaces a conversation's metadata.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The conversation, or 404.</returns>
    public async Task<JsonAnswer> UpdateAsync(HttpContext context, string id)
    {
        var (buffer, error) = await ReadBodyAsync(context);
        using var bytes = buffer;
        var body = bytes is null ? null : ConversationBody.Read(bytes.Bytes, out error);
        if (body is { Metadata: null })
        {
            error = GatewayError.BadRequest("The request has no 'metadata'.", "metadata");
        }

        if (error is not null)
        {
            return JsonAnswer.Of(error);
        }

        var key = KeyOf(context, id);
        return ConversationKey.IsId(id) && await _catalog.SetMetadataAsync(key, body!.Metadata!.Value, _options.Timeout)
            ? await GetAsync(key)
            : JsonAnswer.Of(GatewayError.ConversationNotFound(id));
    }

    /// <summary>Deletes a conversation with its items.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <returns>That it is gone, or 404.</returns>
    public async Task<JsonAnswer> DeleteAsync(HttpContext context, string id) =>
        ConversationKey.IsId(id) && await _catalog.DeleteAsync(KeyOf(context, id), _options.Timeout)
            ? JsonAnswer.Of(ConversationJson.Deleted(id, "conversation.deleted"))
            : JsonAnswer.Of(GatewayError.ConversationNotFound(id));

    /// <summary>The caller's conversations, the last used first.</summary>
    /// <param name="context">The request.</param>
    /// <returns>A page of them.</returns>
    public async Task<JsonAnswer> ListAsync(HttpContext context)
    {
        if (Page.Read(context.Request.Query, out var error) is not { } page)
        {
            return JsonAnswer.Of(error!);
        }

        if (!page.IsDescending)
        {
            return JsonAnswer.Of(
                GatewayError.BadRequest("Conversations are listed with the last used first: 'order' can only be 'desc'.", "order"));
        }

        if (page.Before is not null)
        {
            return JsonAnswer.Of(GatewayError.BadRequest("Conversations are listed onward only: there is no 'before'.", "before"));
        }

        // One more than is shown tells whether there are more.
        var found = page.After is not null && !ConversationKey.IsId(page.After)
            ? null
            : await _catalog.ListAsync(Caller.Of(context).Tenant, page.After, page.Limit + 1, _options.Timeout);
        return found is null
            ? JsonAnswer.Of(Page.Unknown("after"))
            : JsonAnswer.Of(ConversationJson.List([.. found.Take(page.Limit)], found.Count > page.Limit));
    }

    private static ConversationKey KeyOf(HttpContext context, string id) => new(Caller.Of(context).Tenant, id);

    private async Task<JsonAnswer> GetAsync(ConversationKey key) =>
        ConversationKey.IsId(key.Id) && await _catalog.GetAsync(key, _options.Timeout) is { } info
            ? JsonAnswer.Of(ConversationJson.Of(info))
            : JsonAnswer.Of(GatewayError.ConversationNotFound(key.Id));

    private ValueTask<(RequestBody? Body, GatewayError? Error)> ReadBodyAsync(HttpContext context) =>
        JsonBody.ReadAsync(context, _gateway.MaxRequestBodyBytes);
}
