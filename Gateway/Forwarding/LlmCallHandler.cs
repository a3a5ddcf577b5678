using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Telemetry;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// A call from end to end: read the request, find its provider, let YARP forward it, and record how it went once the client has its end.
/// </summary>
internal sealed class LlmCallHandler
{
    private readonly ProviderCatalog _catalog;
    private readonly ProviderForwarder _forwarder;
    private readonly CallServices _services;

    /// <summary>Handles calls.</summary>
    /// <param name="catalog">The providers.</param>
    /// <param name="forwarder">The way to them.</param>
    /// <param name="services">What every call uses.</param>
    public LlmCallHandler(ProviderCatalog catalog, ProviderForwarder forwarder, CallServices services)
    {
        _catalog = catalog;
        _forwarder = forwarder;
        _services = services;
    }

    /// <summary>Handles a call of an API.</summary>
    /// <param name="context">The request.</param>
    /// <param name="api">The API.</param>
    /// <returns>When it is done.</returns>
    public async Task InvokeAsync(HttpContext context, Api api)
    {
        // 1. Read the request.
        if (RequestGuard.CheckBody(context.Request) is { } refusal)
        {
            await RefuseAsync(context, api, refusal);
            return;
        }

        var (read, error) = await ReadAsync(context);
        using var body = read;
        var view = body is null ? null : RequestView.Parse(body.Bytes, out error);
        var filters = view is null ? null : await RequestFilters.RunAsync(context, api.Path, _services.Filters, view.Body);
        if (filters is not null)
        {
            error = filters.Refusal;
            view = error is null ? RequestView.Parse(filters.Body, out error) : null;
        }

        if (view is null)
        {
            await RefuseAsync(context, api, error!);
            return;
        }

        // 2. Find its provider.
        if (_catalog.Resolve(view.Model, api, out error) is not { } target)
        {
            await RefuseAsync(context, api, error!);
            return;
        }

        // 3. Find its conversation.
        var intent = ConversationCall.Read(context, api, view, target.Provider, _services.Conversations.RecordsAll, out error);
        if (error is not null)
        {
            await RefuseAsync(context, api, error);
            return;
        }

        // 4. Forward it.
        await ForwardAsync(context, new LlmCall(context, _services, api, view, target), intent, filters);
    }

    /// <summary>The same for a provider's own path, where a body that is no JSON goes on unread.</summary>
    /// <param name="context">The request.</param>
    /// <returns>When it is done.</returns>
    public async Task InvokeNativeAsync(HttpContext context)
    {
        var request = context.Request;
        if (RequestGuard.CheckOrigin(request) is { } refusal)
        {
            await ErrorResponses.WriteAsync(context.Response, Api.ErrorsAt(request.Path), refusal, context.RequestAborted);
            return;
        }

        if (NativeCalls.Find(request, _catalog, out var native, out var error) is not { } provider)
        {
            await ErrorResponses.WriteAsync(context.Response, native.Dialect.Errors, error!, context.RequestAborted);
            return;
        }

        RequestBody? body = null;
        if (RequestGuard.CheckBody(request) is null)
        {
            (body, error) = await ReadAsync(context);
            if (body is null)
            {
                await ErrorResponses.WriteAsync(context.Response, native.Dialect.Errors, error!, context.RequestAborted);
                return;
            }
        }

        using (body)
        {
            var filters = await RequestFilters.RunAsync(context, request.Path, _services.Filters, body?.Bytes);
            if (filters is { Refusal: { } refused })
            {
                await ErrorResponses.WriteAsync(context.Response, native.Dialect.Errors, refused, context.RequestAborted);
                return;
            }

            var view = RequestView.OfNative(body is null ? (ReadOnlyMemory<byte>?)null : filters?.Body ?? body.Bytes, native);
            var api = NativeCalls.ApiOf(request, view, native);
            var call = new LlmCall(context, _services, api, view, new ModelTarget(provider, view.Model));
            await ForwardAsync(context, call, ConversationIntent.None, filters);
        }
    }

    /// <summary>The same for a listed path: nobody looks at request or answer, which may be of any size.</summary>
    /// <param name="context">The request.</param>
    /// <param name="provider">The provider that the path is listed for.</param>
    /// <returns>When it is done.</returns>
    public async Task PassThroughAsync(HttpContext context, Provider provider)
    {
        var path = context.Request.Path.Value ?? "/";
        var native = NativePath.Of(path);
        if (RequestGuard.CheckOrigin(context.Request) is { } refusal)
        {
            await ErrorResponses.WriteAsync(context.Response, native.Dialect.Errors, refusal, context.RequestAborted);
            return;
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = null;
        }

        var target = new ModelTarget(provider, "");
        var call = new LlmCall(context, _services, Api.Native(native, path, asksModel: false), RequestView.OfNative(null, native), target)
        {
            IsObserved = false,
        };
        await ForwardAsync(context, call, ConversationIntent.None, filters: null);
    }

    private async Task ForwardAsync(HttpContext context, LlmCall call, ConversationIntent intent, RequestFilters? filters)
    {
        var provider = call.Target.Provider.Name;
        context.Features.Set(call);
        call.Span = call.Api.AsksModel ? ChatSpan.Start(call.Api, call.View, call.Target) : null;
        call.Span?.SetTag(Names.Attributes.RequestId, AnswerHeaders.Of(context).RequestId);
        filters?.TellTo(call.Span);
        _services.Metrics.CountActive(provider, 1);
        CallOutcome? outcome = null;
        try
        {
            var opened = await ConversationCall.OpenAsync(call, intent, _services.Conversations, context);
            if (opened.Error is { } error)
            {
                // Nothing was asked of a provider, so this is no call that has an outcome.
                ChatSpan.Refuse(call.Span, error.Code);
                await RefuseAsync(context, call.Api, error);
                return;
            }

            var merged = opened.Merged;
            call.Merged = merged;
            if (call.Span is { IsAllDataRequested: true } span && _services.Content.IsOn)
            {
                _services.Content.AddRequest(span, call.View, merged?.Messages());
            }

            if (call.View.IsRead)
            {
                var body = ForwardedBody.Of(call.View, call.Target.Model, merged, intent.HoldsState);
                call.Ask(body);
            }

            await _forwarder.SendAsync(context, call);
            outcome = call.End.Outcome();

            // The client gets its end, or its error, before anything is recorded.
            await EndAnswerAsync(context, call, outcome.Value);
        }
        catch (Exception failure)
        {
            // The exception handler answers and logs; here is only told apart whose end it is.
            outcome ??= call.End.OutcomeOf(failure);
            throw;
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
                if (outcome is { } ended)
                {
                    CallRecorder.Record(call, _services, ended, StatusOf(context.Response, ended));
                }
            }
        }
    }

    private static async Task EndAnswerAsync(HttpContext context, LlmCall call, CallOutcome outcome)
    {
        if (outcome is CallOutcome.Completed or CallOutcome.UpstreamStatus || call.End.IsOrderly)
        {
            await context.Response.CompleteAsync();
        }
        else if (context.Response.HasStarted)
        {
            // YARP has broken the connection off.
            return;
        }
        else if (outcome == CallOutcome.ClientGone)
        {
            context.Response.StatusCode = StatusCodes.Status499ClientClosedRequest;
        }
        else
        {
            context.Response.Clear();
            await ErrorResponses.WriteAsync(context.Response, call.Api.Errors, call.End.ErrorOf(outcome, call.Target.Provider.Name), context.RequestAborted);
            await context.Response.CompleteAsync();
        }
    }

    /// <summary>The status that the client got, or would have got had it stayed.</summary>
    private static int StatusOf(HttpResponse response, CallOutcome outcome) => outcome switch
    {
        _ when response.HasStarted => response.StatusCode,
        CallOutcome.ClientGone => StatusCodes.Status499ClientClosedRequest,
        CallOutcome.GatewayFailed => StatusCodes.Status500InternalServerError,
        _ => response.StatusCode,
    };

    private async ValueTask<(RequestBody? Body, GatewayError? Error)> ReadAsync(HttpContext context)
    {
        var limit = _services.Options.MaxRequestBodyBytes;
        try
        {
            var body = await RequestBody.ReadAsync(context, limit);
            return (body, body is null ? GatewayError.TooLarge(limit) : null);
        }
        catch (BadHttpRequestException failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (null, GatewayError.Unreadable(failure.StatusCode));
        }
        catch (ConnectionResetException)
        {
            // The client is gone, perhaps before its request is marked as aborted: nobody's mistake, and nobody reads the answer.
            return (null, GatewayError.Unreadable(StatusCodes.Status400BadRequest));
        }
    }

    private static Task RefuseAsync(HttpContext context, Api api, GatewayError error) =>
        ErrorResponses.WriteAsync(context.Response, api.Errors, error, context.RequestAborted);
}
