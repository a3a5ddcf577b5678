using System.Diagnostics;
using System.Net.Http.Headers;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Filters;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Gateway.Telemetry;
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
    private FilterChain? _filters;
    private bool _canFilter;
    private AnswerReader? _answer;
    private string _mediaType = "";

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

    /// <summary>The turn that the call adds to a conversation; null when it belongs to none.</summary>
    public TurnInProgress? Turn { get; set; }

    /// <summary>Sets the headers of the request to the provider.</summary>
    /// <param name="request">The request that YARP has made of the client's.</param>
    public void PrepareRequest(HttpRequestMessage request)
    {
        request.Options.Set(UpstreamHandler.CallKey, this);
        var headers = AnswerHeaders.Of(_context);
        ProviderHeaders.Apply(request.Headers, _context.Request.Headers, Target.Provider, Api, headers.RequestId);
        if (Activity.Current is not null)
        {
            // HttpClient sets its own only where there is none: the provider's spans belong under ours, not beside them.
            request.Headers.Remove("traceparent");
            request.Headers.Remove("tracestate");
        }
        else if (!request.Headers.Contains("traceparent"))
        {
            // Nobody records here, but the provider's own records can still be found by the id that the client is told.
            request.Headers.TryAddWithoutValidation("traceparent", $"00-{headers.TraceId}-{ActivitySpanId.CreateRandom().ToHexString()}-00");
        }
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
        if (response.IsSuccessStatusCode)
        {
            _mediaType = content.ContentType?.ToString() ?? "application/octet-stream";
            Read(IsPlain(content));
        }

        response.Content = new ObservedContent(response.Content, Wrap);
    }

    /// <summary>Ends what worked on the answer: the filters' spans, a turn that was broken off, the content on the span.</summary>
    /// <returns>When it is done; bounded by the time that history may take.</returns>
    public async ValueTask FinishAnswerAsync()
    {
        if (_filters is not null)
        {
            await _filters.FinishAsync();
        }

        var captures = Span is { IsAllDataRequested: true } && _services.Content.IsOn;
        if (_answer is null || (!captures && Turn is not { IsWritten: false }))
        {
            return;
        }

        var answer = _answer.Build(complete: Observation.IsTerminal && _failure is null);
        if (Turn is not null)
        {
            await Turn.WriteAsync(answer, Span);
        }

        if (captures && !answer.IsEmpty)
        {
            ContentCapture.AddAnswer(Span!, answer);
        }
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
    int IDelivery.Look(ReadOnlySpan<byte> chunk)
    {
        var terminal = _answer?.Feed(chunk) ?? -1;
        return Turn is null ? -1 : terminal;
    }

    /// <inheritdoc/>
    async ValueTask IDelivery.BeforeTerminalAsync()
    {
        if (Turn is not null && _answer is not null)
        {
            await Turn.WriteAsync(_answer.Build(complete: Meter.Facts.ErrorType is null), Span);
        }
    }

    /// <inheritdoc/>
    void IDelivery.TerminalDelivered() => _terminalDelivered = true;

    /// <inheritdoc/>
    ReadOnlyMemory<byte> IDelivery.Fail(Exception failure, bool started)
    {
        _failure = Classify(failure);
        _failedFilter = (failure as FilterStopException)?.Filter;
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
        if (failure is FilterStopException)
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

    /// <summary>Sets readers and filters to work on an answer; a compressed one can be neither read nor filtered.</summary>
    private void Read(bool isPlain)
    {
        if (isPlain)
        {
            Observation.ReadWith(Meter.Map, Meter);
            if (Turn is not null || (Span is { IsAllDataRequested: true } && _services.Content.IsOn))
            {
                _answer = Api.NewAnswer?.Invoke();
            }
        }

        if (!_services.Filters.HasOutput)
        {
            return;
        }

        var headers = AnswerHeaders.Of(_context);
        _filters = _services.Filters.Begin(new FilterSubject(
            IsRequest: false, Api.Path, _mediaType, headers.RequestId, headers.ConversationId, headers.TraceId, Span));
        _context.Response.Headers.ContentLength = null;
        _canFilter = isPlain;
        if (!isPlain)
        {
            _filters.GiveUp();
        }
    }

    private DeliveryStream Wrap(Stream provider)
    {
        Stream source = new ObservingStream(provider, Observation, Watch, _services.Options.IdleTimeout);
        if (_filters is not null && _canFilter)
        {
            source = _filters.Wrap(source);
        }

        return new DeliveryStream(source, this, Observation, _services.Time);
    }

    private static bool IsPlain(HttpContentHeaders headers) =>
        headers.ContentEncoding.All(coding => string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase));
}
