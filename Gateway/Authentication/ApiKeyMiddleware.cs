using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Authentication;

/// <summary>Lets in who has a key, and answers everybody else 401 in the shape of the API that was called. Health probes need no key.</summary>
internal sealed class ApiKeyMiddleware
{
    private readonly RequestDelegate _next;
    private readonly ApiKeyRing _keys;

    /// <summary>Stands before <paramref name="next"/>.</summary>
    /// <param name="next">The rest.</param>
    /// <param name="keys">The keys.</param>
    public ApiKeyMiddleware(RequestDelegate next, ApiKeyRing keys)
    {
        _next = next;
        _keys = keys;
    }

    /// <summary>Handles one request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When it has been answered.</returns>
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (_keys.IsAnonymous || request.Path.StartsWithSegments("/health") || request.Path.StartsWithSegments("/alive"))
        {
            return _next(context);
        }

        if (_keys.Find(request.Headers) is { } caller)
        {
            context.Features.Set(caller);
            return _next(context);
        }

        context.Response.Headers.WWWAuthenticate = "Bearer";
        return ErrorResponses.WriteAsync(
            context.Response, Api.ErrorsAt(request.Path), GatewayError.Unauthorized(), context.RequestAborted);
    }
}
