using System.Diagnostics;
using System.Net.Http.Headers;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Streaming;
using Yarp.ReverseProxy.Forwarder;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>
/// One call from the moment its provider is known: it prepares the request, takes the answer apart into the stages of the response path,
/// and knows in the end how it went.
/// </summary>
internal sealed class LlmCall : IDelivery
{
    private readonly HttpContext _context;
    private readonly CallServices _services;
    private readonly CancellationToken _clientGone;
    private bool _isEventStream;
    private bool _terminalDelivered;
    private CallOutcome? _failure;
    private string? _failedFilter;

    /// <summary>A call.</summary>
    /// <param name="context">The client's request.</param>
    /// <param name="services">What every call uses.</param>
    /// <param name="api">The API.</param>
    /// <param name="view">The request.</param>
    /// <param name="target">Who serves it.</param>
    public LlmCall(HttpContext context, CallServices services, Api api, RequestView view, ModelTarget target)
    {
        _context = context;
        _services = services;
        _clientGone = context.RequestAborted;
        Api = api;
        View = view;
        Target = target;
        Meter = api.NewMeter();
        Watch = new UpstreamWatch(services.Time);
        Observation = new ResponseObservation(services.Time) { ReceivedAt = services.Time.GetTimestamp() };
    }

    /// <summary>The API.</summary>
    public Api Api { get; }

    /// <summary>The request as the client sent it.</summary>
    public RequestView View { get; }

    /// <summary>Who serves it.</summary>
    public ModelTarget Target { get; }

    /// <summary>What the observer learns.</summary>
    public DialectMeter Meter { get; }

    /// <summary>When things happened, and how much came.</summary>
    public ResponseObservation Observation { get; }

    /// <summary>Ends the call when the provider is silent too long.</summary>
    public UpstreamWatch Watch { get; }

    /// <summary>The call's span, null when nobody listens.</summary>
    public Activity? Span { get; set; }

    /// <summary>Sets the headers of the request to the provider.</summary>
    /// <param name="request">The request that YARP has made of the client's.</param>
    public void PrepareRequest(HttpRequestMessage request)
    {
        request.Options.Set(UpstreamHandler.CallKey, this);
        ProviderHeaders.Apply(request.Headers, _context.Request.Headers, Target.Provider, Api, AnswerHeaders.Of(_context).RequestId);
    }

    /// <summary>The request goes to the provider now.</summary>
    /// <param name="cancellationToken">The forwarder's token.</param>
    public void Sending(CancellationToken cancellationToken)
    {
        Observation.SentAt = _services.Time.GetTimestamp();
        Watch.LinkTo(cancellationToken);
        Watch.BeginWait(_services.Options.ResponseTimeout);
    }

    /// <summary>The provider's headers have come: sets the stages up that its body goes through.</summary>
    /// <param name="response">The answer; its content is swapped for one that wraps it.</param>
    public void TakeResponse(HttpResponseMessage response)
    {
        var headers = _context.Response.Headers;
        if (response.Headers.TryGetValues(AnswerHeaders.RequestIdHeader, out var ids))
        {
            headers[AnswerHeaders.ProviderRequestIdHeader] = ids.FirstOrDefault();
        }

        headers.Remove("Set-Cookie");
        var content = response.Content.Headers;
        _isEventStream = content.ContentType is { MediaType: "text/event-stream" } && content.ContentLength is null;
        if (response.IsSuccessStatusCode && IsPlain(content))
        {
            Observation.ReadWith(Meter.Map, Meter);
        }

        response.Content = new ObservedContent(response.Content, Wrap);
    }

    /// <summary>How the call ended. To be asked once the forwarder has returned.</summary>
    /// <returns>Its one outcome.</returns>
    public CallOutcome Outcome()
    {
        if (_failure is { } failure)
        {
            return failure;
        }

        var error = _context.Features.Get<IForwarderErrorFeature>();
        if (error is null)
        {
            return _context.Response.StatusCode is < 200 or > 299 ? CallOutcome.UpstreamStatus
                : Meter.Facts.ErrorType is not null ? CallOutcome.UpstreamFailed
                : CallOutcome.Completed;
        }

        if (_clientGone.IsCancellationRequested || error.Error is ForwarderError.ResponseBodyDestination)
        {
            return _terminalDelivered ? CallOutcome.Completed : CallOutcome.ClientGone;
        }

        return Classify(error.Exception);
    }

    /// <inheritdoc/>
    int IDelivery.Look(ReadOnlySpan<byte> chunk) => -1;

    /// <inheritdoc/>
    ValueTask IDelivery.BeforeTerminalAsync() => ValueTask.CompletedTask;

    /// <inheritdoc/>
    void IDelivery.TerminalDelivered() => _terminalDelivered = true;

    /// <inheritdoc/>
    ReadOnlyMemory<byte> IDelivery.Fail(Exception failure, bool started)
    {
        _failure = Classify(failure);
        _failedFilter = (failure as FilterFailedException)?.Filter;
        return started && _isEventStream ? Api.Errors.StreamEvent(ErrorOf(_failure.Value)) : default;
    }

    /// <summary>What to tell the client of a call that failed before its answer began.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <returns>The error.</returns>
    public GatewayError ErrorOf(CallOutcome outcome) => outcome switch
    {
        CallOutcome.ConnectFailed => GatewayError.ConnectFailed(Target.Provider.Name),
        CallOutcome.UpstreamTimeout => GatewayError.UpstreamTimeout(Target.Provider.Name),
        CallOutcome.FilterFailed => GatewayError.FilterFailed(_failedFilter ?? ""),
        _ => GatewayError.UpstreamFailed(Target.Provider.Name),
    };

    private CallOutcome Classify(Exception? failure)
    {
        if (failure is FilterFailedException)
        {
            return CallOutcome.FilterFailed;
        }

        if (Watch.TimedOut)
        {
            return CallOutcome.UpstreamTimeout;
        }

        return failure is HttpRequestException
        {
            HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError
                or HttpRequestError.ProxyTunnelError,
        }
            ? CallOutcome.ConnectFailed
            : CallOutcome.UpstreamFailed;
    }

    private DeliveryStream Wrap(Stream provider)
    {
        Stream source = new ObservingStream(provider, Observation, Watch, _services.Options.IdleTimeout);
        return new DeliveryStream(source, this, Observation, _services.Time);
    }

    private static bool IsPlain(HttpContentHeaders headers) =>
        headers.ContentEncoding.All(coding => string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase));
}
