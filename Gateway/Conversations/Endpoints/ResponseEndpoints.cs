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
        ConversationKey.IsId(id)
            && await _responses.ReadResponseAsync(KeyOf(context, id), withBody: true, _options.Timeout) is { Body.IsEmpty: false } response
            ? JsonAnswer.Of(response.Body)
            : JsonAnswer.Of(GatewayError.ResponseNotFound(id));

    /// <summary>Forgets a response, so that no request can continue it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="id">Its id.</param>
    /// <returns>That it is gone, or 404.</returns>
    public async Task<JsonAnswer> DeleteAsync(HttpContext context, string id) =>
        ConversationKey.IsId(id) && await _responses.DeleteResponseAsync(KeyOf(context, id), _options.Timeout)
            ? JsonAnswer.Of(ConversationJson.Deleted(id, "response"))
            : JsonAnswer.Of(GatewayError.ResponseNotFound(id));

    private static ConversationKey KeyOf(HttpContext context, string id) => new(Caller.Of(context).Tenant, id);
}
