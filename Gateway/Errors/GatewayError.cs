namespace LlmAspire.Gateway.Errors;

/// <summary>An answer of the gateway's own that is not the provider's: what went wrong, before it is put into the caller's shape.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">A word that programs can act on; it is also the call's <c>error.type</c>.</param>
/// <param name="Message">One sentence for a person; never content of the request, never a secret.</param>
/// <param name="Param">The request member at fault, where there is one.</param>
internal sealed record GatewayError(int Status, string Code, string Message, string? Param = null)
{
    /// <summary>The body is not one JSON object, or has a member of the wrong type.</summary>
    public static GatewayError BadRequest(string message, string? param = null) =>
        new(StatusCodes.Status400BadRequest, "invalid_request", message, param);

    /// <summary>The body breaks HTTP's own rules, or did not come in time.</summary>
    public static GatewayError Unreadable(int status) =>
        new(status, "invalid_request", "The request body could not be read: it is malformed, incomplete or too slow.");

    /// <summary>No provider serves the model.</summary>
    public static GatewayError ModelNotFound(string message) => new(StatusCodes.Status404NotFound, "model_not_found", message, "model");

    /// <summary>The model's provider does not have this API; the gateway does not translate between them.</summary>
    public static GatewayError UnsupportedApi(string message) => new(StatusCodes.Status400BadRequest, "unsupported_api", message);

    /// <summary>The request carries no key of ours.</summary>
    public static GatewayError Unauthorized() => new(
        StatusCodes.Status401Unauthorized,
        "invalid_api_key",
        "This gateway asks for an API key: send one of its own as 'Authorization: Bearer ...' or as 'x-api-key'.");

    /// <summary>The response that a request continues is not known to this caller, or no longer.</summary>
    public static GatewayError PreviousResponseNotFound(string id) => new(
        StatusCodes.Status400BadRequest,
        "previous_response_not_found",
        $"Previous response with id '{Shown(id)}' not found.",
        "previous_response_id");

    /// <summary>There is no such conversation, or it is another caller's.</summary>
    public static GatewayError ConversationNotFound(string id) =>
        new(StatusCodes.Status404NotFound, "conversation_not_found", $"Conversation with id '{Shown(id)}' not found.");

    /// <summary>There is no such response, or it is another caller's.</summary>
    public static GatewayError ResponseNotFound(string id) =>
        new(StatusCodes.Status404NotFound, "response_not_found", $"Response with id '{Shown(id)}' not found.");

    /// <summary>The conversation has no such item.</summary>
    public static GatewayError ItemNotFound(string id, string conversation) => new(
        StatusCodes.Status404NotFound,
        "item_not_found",
        $"Item with id '{Shown(id)}' not found in conversation '{Shown(conversation)}'.");

    /// <summary>The conversation store does not answer, and without it there is nothing to answer with.</summary>
    public static GatewayError HistoryUnavailable() => new(
        StatusCodes.Status503ServiceUnavailable, "history_unavailable", "The conversation store does not answer. Try again later.");

    /// <summary>The path names a provider that is not configured.</summary>
    public static GatewayError NoSuchProvider(string message) => new(StatusCodes.Status404NotFound, "provider_not_found", message);

    /// <summary>A browser page sends what only a program may.</summary>
    public static GatewayError FromWebPage() => new(
        StatusCodes.Status403Forbidden,
        "origin_not_allowed",
        "A web page may only send application/json here.");

    /// <summary>Nothing is served at this path.</summary>
    public static GatewayError NoSuchPath(string method, string path) =>
        new(StatusCodes.Status404NotFound, "unknown_url", $"There is no {method} {path} on this gateway.");

    /// <summary>The body is longer than the gateway takes.</summary>
    public static GatewayError TooLarge(long limit) => new(
        StatusCodes.Status413PayloadTooLarge,
        "request_too_large",
        $"The request body is longer than the {limit} bytes that Gateway:MaxRequestBodyBytes allows.");

    /// <summary>The body's media type is not JSON.</summary>
    public static GatewayError NotJson() => new(
        StatusCodes.Status415UnsupportedMediaType,
        "unsupported_media_type",
        "Send the request body as application/json, without a content encoding.");

    /// <summary>The Host header names neither this machine nor an allowed host.</summary>
    public static GatewayError WrongHost() => new(
        StatusCodes.Status403Forbidden,
        "host_not_allowed",
        "This gateway is open to this machine only: call it as localhost, 127.0.0.1 or [::1], or list the host in AllowedHosts.");

    /// <summary>The provider could not be reached.</summary>
    public static GatewayError ConnectFailed(string provider) =>
        new(StatusCodes.Status502BadGateway, "connect_failed", $"The provider '{provider}' cannot be reached.");

    /// <summary>The provider broke off.</summary>
    public static GatewayError UpstreamFailed(string provider) =>
        new(StatusCodes.Status502BadGateway, "upstream_failed", $"The provider '{provider}' broke off before its answer was complete.");

    /// <summary>The provider was silent too long.</summary>
    public static GatewayError UpstreamTimeout(string provider) =>
        new(StatusCodes.Status504GatewayTimeout, "upstream_timeout", $"The provider '{provider}' did not answer in time.");

    /// <summary>A filter that must not be passed by failed.</summary>
    public static GatewayError FilterFailed(string filter) =>
        new(StatusCodes.Status502BadGateway, "filter_failed", $"The filter '{filter}' failed, so the call was stopped.");

    /// <summary>A filter does not let the request, or the answer, pass.</summary>
    public static GatewayError ContentFiltered(string filter, int status = StatusCodes.Status400BadRequest) =>
        new(status, "content_filter", $"The filter '{filter}' does not let this content pass.");

    /// <summary>The gateway itself failed.</summary>
    public static GatewayError Internal() =>
        new(StatusCodes.Status500InternalServerError, "internal_error", "The gateway failed to handle this request.");

    private static string Shown(string id) => id.Length <= 128 ? id : string.Concat(id.AsSpan(0, 128), "...");
}
