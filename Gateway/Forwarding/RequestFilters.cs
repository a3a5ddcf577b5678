using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Filters;
using LlmAspire.Gateway.Streaming;
using Microsoft.AspNetCore.Http.Features;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// Puts a request through the input filters before anything acts on it: the model, the stream flag, the conversation and the provider are
/// those of what the filters let through.
/// </summary>
internal sealed class RequestFilters
{
    private readonly FilterChain _filters;

    private RequestFilters(FilterChain filters) => _filters = filters;

    /// <summary>What the filters let through; valid as long as the request's body is.</summary>
    public ReadOnlyMemory<byte> Body { get; private set; }

    /// <summary>Why the request must be refused; null when it may go on.</summary>
    public GatewayError? Refusal { get; private set; }

    /// <summary>Filters a request.</summary>
    /// <param name="context">The request.</param>
    /// <param name="path">The path that the client called.</param>
    /// <param name="filters">The configured filters.</param>
    /// <param name="body">The body as the client sent it; null when it is none that can be read, upon which every filter fails.</param>
    /// <returns>What came of it; null when there are no input filters, or nothing to filter.</returns>
    public static async ValueTask<RequestFilters?> RunAsync(
        HttpContext context, string path, FilterPipeline filters, ReadOnlyMemory<byte>? body)
    {
        var canHaveBody = context.Features.Get<IHttpRequestBodyDetectionFeature>() is not { CanHaveBody: false };
        if (!filters.HasInput || (body is null && !canHaveBody))
        {
            return null;
        }

        var headers = AnswerHeaders.Of(context);
        var conversation = context.Request.Headers[AnswerHeaders.ConversationIdHeader].ToString();
        var run = new RequestFilters(filters.Begin(new FilterSubject(
            IsRequest: true,
            path,
            "application/json",
            headers.RequestId,
            ConversationKey.IsId(conversation) ? conversation : null,
            headers.TraceId,
            Span: null)));
        try
        {
            var source = new MemoryStream(body?.ToArray() ?? [], writable: false);
            await using var filtered = body is null ? run._filters.GiveUp(source) : run._filters.Wrap(source);
            using var result = new MemoryStream((int)source.Length);
            await filtered.CopyToAsync(result, context.RequestAborted);
            run.Body = result.TryGetBuffer(out var bytes) ? bytes : result.ToArray();
        }
        catch (FilterStopException stop)
        {
            run.Refusal = stop.IsVerdict ? GatewayError.ContentFiltered(stop.Filter, stop.Status) : GatewayError.FilterFailed(stop.Filter);
        }
        finally
        {
            await run._filters.FinishAsync();
        }

        return run;
    }

    /// <summary>Adds what the filters did to the call's span.</summary>
    /// <param name="span">The span, once there is one.</param>
    public void TellTo(System.Diagnostics.Activity? span) => _filters.TellTo(span);
}
