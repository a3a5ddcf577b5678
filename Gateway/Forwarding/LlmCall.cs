using System.Diagnostics;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Providers;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>One call from the moment its provider is known: what was asked, of whom, and the parts that see it through.</summary>
internal sealed class LlmCall
{
    private readonly HttpContext _context;
    private readonly CallServices _services;

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
        Api = api;
        View = view;
        Target = target;
        Meter = new DialectMeter(api.Dialect);
        Watch = new UpstreamWatch(services.Time);
        Observation = new ResponseObservation(services.Time) { ReceivedAt = services.Time.GetTimestamp() };
        End = new CallEnd(context, Watch, Meter.Facts, services.GatewayEnd);
        Answer = new AnswerPath(this, context, services);
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

    /// <summary>Decides how the call ended.</summary>
    public CallEnd End { get; }

    /// <summary>The answer on its way to the client.</summary>
    public AnswerPath Answer { get; }

    /// <summary>Whether the answer is looked at, filtered and kept; if not, bytes are only counted.</summary>
    public bool IsObserved { get; init; } = true;

    /// <summary>The call's span, null when nobody listens.</summary>
    public Activity? Span { get; set; }

    /// <summary>The request with the conversation's earlier items; null when it belongs to none.</summary>
    public MergedHistory? Merged { get; set; }

    /// <summary>The turn that the call adds to a conversation; null when it belongs to none.</summary>
    public TurnInProgress? Turn { get; set; }

    /// <summary>The status of the provider's answer; null while it has sent none.</summary>
    public int? ProviderStatus { get; set; }

    /// <summary>Whether the gateway asked for token counts that the client did not ask for, and must not get.</summary>
    public bool HidesUsage { get; private set; }

    /// <summary>The body of the request to the provider; null while it is not known, and where the client's goes on unread.</summary>
    public SplicedBody? Body { get; private set; }

    /// <summary>Makes the body of the request to the provider: the call's, with what the gateway itself wants to know.</summary>
    /// <param name="body">The call's body.</param>
    public void Ask(ReadOnlyMemory<byte> body)
    {
        var asks = View.IsStream && (Api == Api.Chat || Api == Api.Completions)
            && _services.Options.Streaming.RequestUsage && Target.Provider.Options.RequestUsage;
        var asked = asks ? UsageRequest.AddTo(body) : new SplicedBody(body);
        HidesUsage = asked.IsChanged;
        Body = asked;
    }

    /// <summary>Sets the headers of the request to the provider.</summary>
    /// <param name="request">The request that YARP has made of the client's.</param>
    public void PrepareRequest(HttpRequestMessage request)
    {
        var headers = AnswerHeaders.Of(_context);
        ProviderHeaders.Apply(request.Headers, _context.Request.Headers, Target.Provider, Api, headers.RequestId);
        if ((Span ?? Activity.Current) is { IdFormat: ActivityIdFormat.W3C, Id: { } id } span)
        {
            // The provider's spans belong under ours, not beside them. Baggage stays here: it may hold what the client's own services say
            // among themselves.
            request.Headers.Remove("traceparent");
            request.Headers.Remove("tracestate");
            request.Headers.TryAddWithoutValidation("traceparent", id);
            if (!string.IsNullOrEmpty(span.TraceStateString))
            {
                request.Headers.TryAddWithoutValidation("tracestate", span.TraceStateString);
            }
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
}
