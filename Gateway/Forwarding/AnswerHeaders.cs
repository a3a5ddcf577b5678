using System.Diagnostics;
using Microsoft.AspNetCore.Http.Features;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// The headers that every answer of the gateway carries, errors and 404 included: the trace to look for, the request's id, and the
/// conversation's where there is one. They are set last, over whatever the provider sent.
/// </summary>
internal sealed class AnswerHeaders
{
    /// <summary>The trace id of the call.</summary>
    public const string TraceIdHeader = "x-trace-id";

    /// <summary>The request's id: the client's own, or one that was made.</summary>
    public const string RequestIdHeader = "x-request-id";

    /// <summary>The provider's own request id, which <see cref="RequestIdHeader"/> would otherwise hide.</summary>
    public const string ProviderRequestIdHeader = "x-provider-request-id";

    /// <summary>The conversation that a call belongs to.</summary>
    public const string ConversationIdHeader = Conversations.ConversationIntent.Header;

    private const int MaxIdLength = 128;
    private readonly HttpContext _context;

    private AnswerHeaders(HttpContext context)
    {
        _context = context;
        TraceId = TraceIdOf(context);
        var sent = context.Request.Headers[RequestIdHeader].ToString();
        RequestId = sent.Length is > 0 and <= MaxIdLength && sent.All(c => c is > ' ' and < (char)0x7f) ? sent : ActivityTraceId.CreateRandom().ToHexString();
    }

    /// <summary>The trace id.</summary>
    public string TraceId { get; }

    /// <summary>The request's id.</summary>
    public string RequestId { get; }

    /// <summary>The conversation, once it is known.</summary>
    public string? ConversationId { get; set; }

    /// <summary>The headers of a request's answer.</summary>
    /// <param name="context">The request.</param>
    /// <returns>Its headers.</returns>
    public static AnswerHeaders Of(HttpContext context) => context.Features.GetRequiredFeature<AnswerHeaders>();

    /// <summary>Middleware that sees to the headers; it must stand before everything that answers.</summary>
    /// <param name="context">The request.</param>
    /// <param name="next">The rest.</param>
    /// <returns>When the rest has run.</returns>
    public static Task AddAsync(HttpContext context, RequestDelegate next)
    {
        var headers = new AnswerHeaders(context);
        context.Features.Set(headers);
        context.Response.OnStarting(static state => ((AnswerHeaders)state).SetAsync(), headers);
        return next(context);
    }

    /// <summary>The trace that is recorded; while nobody records one, the caller's, or a new id.</summary>
    private static string TraceIdOf(HttpContext context)
    {
        if (context.Features.Get<IHttpActivityFeature>()?.Activity is { IdFormat: ActivityIdFormat.W3C } span)
        {
            return span.TraceId.ToHexString();
        }

        return ActivityContext.TryParse(context.Request.Headers.TraceParent, null, out var caller)
            ? caller.TraceId.ToHexString()
            : ActivityTraceId.CreateRandom().ToHexString();
    }

    private Task SetAsync()
    {
        var headers = _context.Response.Headers;
        headers[TraceIdHeader] = TraceId;
        headers[RequestIdHeader] = RequestId;
        if (ConversationId is not null)
        {
            headers[ConversationIdHeader] = ConversationId;
        }
        else
        {
            // A provider's id of that name, such as another gateway's, would be taken for a conversation here.
            headers.Remove(ConversationIdHeader);
        }

        return Task.CompletedTask;
    }
}
