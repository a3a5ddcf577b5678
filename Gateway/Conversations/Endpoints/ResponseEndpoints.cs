using LlmAspire.Gateway.Authentication;
using LlmAspire.Gateway.Errors;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>The stored answers of the Responses API.</summary>
internal sealed class ResponseEndpoints
{
    private readonly IResponseStore _responses;
    private readonly ConversationOptions _options;

    /// <summary>Serves from <paramref name="responses"/>.</summary>
    /// <param name="responses">The responses.</param>
    /// <param name="options">The limits.</param>
    public ResponseEndpoints(IResponseStore responses, IOptions<ConversationOptions> options)
    {
        _responses = responses;
        _options = options.Value;
    }

    /// <summary>A response as it was delivered.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <returns>The response, or 404.</returns>
    public async Task<JsonAnswer> GetAsync(HttpContext context, string id) =>
        context.Request.Query["stream"] == "true"
            ? JsonAnswer.Of(GatewayError.BadRequest("A stored response cannot be streamed again: ask for it without 'stream'.", "stream"))
        : ConversationKey.IsId(id)
            && await _responses.ReadResponseAsync(KeyOf(context, id), withBody: true, _options.Timeout) is { Body.IsEmpty: false } response
            ? JsonAnswer.Of(response.Body)
            : JsonAnswer.Of(GatewayError.ResponseNotFound(id));

    /// <summary>The items that a response was made from: those before it in its conversation, then those of its request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">The response's id.</param>
    /// <returns>A page of them, the newest first unless asked otherwise, or 404.</returns>
    public async Task<JsonAnswer> ListInputAsync(HttpContext context, string id)
    {
        if (Page.Read(context.Request.Query, out var error) is not { } page)
        {
            return JsonAnswer.Of(error!);
        }

        return ConversationKey.IsId(id) && await _responses.ReadChainAsync(KeyOf(context, id), _options.Timeout) is { } chain
            ? page.Of(ApiItem.Of(InputOf(chain)))
            : JsonAnswer.Of(GatewayError.ResponseNotFound(id));
    }

    /// <summary>Forgets a response, so that no request can continue it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <returns>That it is gone, or 404.</returns>
    public async Task<JsonAnswer> DeleteAsync(HttpContext context, string id) =>
        ConversationKey.IsId(id) && await _responses.DeleteResponseAsync(KeyOf(context, id), _options.Timeout)
            ? JsonAnswer.Of(ConversationJson.Deleted(id, "response"))
            : JsonAnswer.Of(GatewayError.ResponseNotFound(id));

    private static IEnumerable<ConversationItem> InputOf(StoredChain chain)
    {
        var (items, response) = (chain.Stored.Items, chain.Response);
        var last = items.Count - 1;
        while (last >= 0 && items[last].Turn != response.Turn)
        {
            last--;
        }

        return items.Take(last + 1).Where(item => item.Turn != response.Turn || item.Index < response.Asked);
    }

    private static ConversationKey KeyOf(HttpContext context, string id) => new(Caller.Of(context).Tenant, id);
}
