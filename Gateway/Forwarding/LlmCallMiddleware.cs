using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Telemetry;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// A call from end to end: read the request, find its provider, let YARP forward it, and record how it went once the client has its end.
/// Stands around YARP's endpoints, so that the call's span is the parent of YARP's.
/// </summary>
internal sealed class LlmCallMiddleware
{
    private readonly RequestDelegate _next;
    private readonly ProviderCatalog _catalog;
    private readonly CallServices _services;

    /// <summary>Wraps <paramref name="next"/>.</summary>
    /// <param name="next">The rest, which is YARP for the endpoints of an API.</param>
    /// <param name="catalog">The providers.</param>
    /// <param name="services">What every call uses.</param>
    public LlmCallMiddleware(RequestDelegate next, ProviderCatalog catalog, CallServices services)
    {
        _next = next;
        _catalog = catalog;
        _services = services;
    }

    /// <summary>Handles one request.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When it is done.</returns>
    public async Task InvokeAsync(HttpContext context)
    {
        if (context.GetEndpoint()?.Metadata.GetMetadata<Api>() is not { } api)
        {
            await _next(context);
            return;
        }

        // 1. Read the request.
        if (RequestGuard.CheckBody(context.Request) is { } refusal)
        {
            await RefuseAsync(context, api, refusal);
            return;
        }

        var limit = _services.Options.MaxRequestBodyBytes;
        using var body = await RequestBody.ReadAsync(context, limit);
        GatewayError? error = null;
        var view = body is null ? null : RequestView.Parse(body.Bytes, out error);
        if (view is null)
        {
            await RefuseAsync(context, api, error ?? GatewayError.TooLarge(limit));
            return;
        }

        // 2. Find its provider.
        if (_catalog.Resolve(view.Model, api, out error) is not { } target)
        {
            await RefuseAsync(context, api, error!);
            return;
        }

        // 3. Find its conversation.
        var headers = AnswerHeaders.Of(context);
        if (ConversationCall.Name(context.Request, api, _services.History, headers) is { } wrong)
        {
            await RefuseAsync(context, api, wrong);
            return;
        }

        // 4. Forward it.
        await ForwardAsync(context, new LlmCall(context, _services, api, view, target));
    }

    private async Task ForwardAsync(HttpContext context, LlmCall call)
    {
        var provider = call.Target.Provider.Name;
        context.Features.Set(call);
        call.Span = ChatSpan.Start(call.Api, call.View, call.Target);
        call.Span?.SetTag(Names.Attributes.RequestId, AnswerHeaders.Of(context).RequestId);
        _services.Metrics.CountActive(provider, 1);
        var outcome = CallOutcome.UpstreamFailed;
        try
        {
            var merged = await ConversationCall.OpenAsync(call, _services.History, AnswerHeaders.Of(context));
            if (call.Span is { IsAllDataRequested: true } span && _services.Content.IsOn)
            {
                ContentCapture.AddRequest(span, call.View, merged?.Messages() ?? call.View.Items.Select(item => item.Raw));
            }

            ForwardedBody.Set(context.Request, ForwardedBody.Of(call.View, call.Target.Model, merged));
            await _next(context);
            outcome = call.End.Outcome();

            // The client gets its end, or its error, before anything is recorded.
            await EndAnswerAsync(context, call, outcome);
        }
        finally
        {
            call.Watch.Dispose();
            _services.Metrics.CountActive(provider, -1);
            try
            {
                await call.Answer.FinishAsync();
            }
            finally
            {
                CallRecorder.Record(call, _services, outcome, context.Response.StatusCode);
            }
        }
    }

    private static async Task EndAnswerAsync(HttpContext context, LlmCall call, CallOutcome outcome)
    {
        if (outcome is CallOutcome.Completed or CallOutcome.UpstreamStatus)
        {
            await context.Response.CompleteAsync();
        }
        else if (outcome != CallOutcome.ClientGone && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await ErrorResponses.WriteAsync(context.Response, call.Api.Errors, call.End.ErrorOf(outcome, call.Target.Provider.Name), context.RequestAborted);
            await context.Response.CompleteAsync();
        }
    }

    private static Task RefuseAsync(HttpContext context, Api api, GatewayError error) =>
        ErrorResponses.WriteAsync(context.Response, api.Errors, error, context.RequestAborted);
}
