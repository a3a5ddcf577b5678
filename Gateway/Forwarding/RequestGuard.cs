using LlmAspire.Gateway.Authentication;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using Microsoft.Net.Http.Headers;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// Keeps an open gateway on loopback from being used by a web page: a page can send a request to localhost, but not under its name once
/// the Host header is checked (DNS rebinding), and not as application/json without asking first (CORS).
/// </summary>
internal sealed class RequestGuard
{
    private readonly string[] _hosts;
    private readonly ApiKeyRing _keys;

    /// <summary>Reads the setting <c>AllowedHosts</c>: names with <c>;</c> between them, <c>*.</c> for any name below, <c>*</c> for all.</summary>
    /// <param name="configuration">The gateway's configuration.</param>
    /// <param name="keys">The keys; a page does not have one, so the Host says nothing where they are asked for.</param>
    public RequestGuard(IConfiguration configuration, ApiKeyRing keys)
    {
        _hosts = configuration["AllowedHosts"]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
        _keys = keys;
    }

    /// <summary>Middleware that refuses a wrong Host while calls are anonymous. Health probes are let through.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">The rest.</param>
    /// <returns>When the request has been answered.</returns>
    public Task CheckHostAsync(HttpContext context, RequestDelegate next) =>
        !_keys.IsAnonymous || context.Request.Path.StartsWithSegments("/health") || context.Request.Path.StartsWithSegments("/alive")
            || IsAllowed(context.Request.Host.Host)
            ? next(context)
            : ErrorResponses.WriteAsync(
                context.Response, Api.ErrorsAt(context.Request.Path), GatewayError.WrongHost(), context.RequestAborted);

    /// <summary>
    /// Whether a request over a provider's own path may pass: a web page can send what is no JSON without asking first, but not without
    /// telling its origin.
    /// </summary>
    /// <param name="request">The request.</param>
    /// <returns>The error to answer with, or null.</returns>
    public static GatewayError? CheckOrigin(HttpRequest request)
    {
        var isPage = request.Headers.ContainsKey(HeaderNames.Origin)
            || (request.Headers.TryGetValue("Sec-Fetch-Site", out var site) && site.ToString() is not ("none" or "same-origin"));
        return isPage && CheckBody(request) is not null ? GatewayError.FromWebPage() : null;
    }

    /// <summary>Whether a body says of itself that it is plain JSON.</summary>
    /// <param name="request">The request.</param>
    /// <returns>The error to answer with, or null.</returns>
    public static GatewayError? CheckBody(HttpRequest request) =>
        MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)
            && request.Headers.ContentEncoding.All(coding => string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase))
            ? null
            : GatewayError.NotJson();

    private bool IsAllowed(string host)
    {
        if (host.ToLowerInvariant() is "localhost" or "127.0.0.1" or "[::1]")
        {
            return true;
        }

        foreach (var allowed in _hosts)
        {
            if (allowed == "*" || string.Equals(allowed, host, StringComparison.OrdinalIgnoreCase)
                || (allowed.StartsWith("*.", StringComparison.Ordinal) && host.EndsWith(allowed[1..], StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }
}
