using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Forwarding;

namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>Reads the body of a request that may have none.</summary>
internal static class JsonBody
{
    /// <summary>Reads a body.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The most bytes that it may have.</param>
    /// <returns>The body, which the caller gives back, or what is wrong with it.</returns>
    public static async ValueTask<(RequestBody? Body, GatewayError? Error)> ReadAsync(HttpContext context, long limit)
    {
        // No body needs no media type; with one, a web page could not send it here unasked.
        var request = context.Request;
        if (request.ContentLength is not 0 && request.ContentType is not null && RequestGuard.CheckBody(request) is { } wrong)
        {
            return (null, wrong);
        }

        try
        {
            var body = await RequestBody.ReadAsync(context, limit);
            if (body is { Bytes.IsEmpty: false } && context.Request.ContentType is null)
            {
                body.Dispose();
                return (null, GatewayError.NotJson());
            }

            return (body, body is null ? GatewayError.TooLarge(limit) : null);
        }
        catch (BadHttpRequestException failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (null, GatewayError.Unreadable(failure.StatusCode));
        }
    }
}
