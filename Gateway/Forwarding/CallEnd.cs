using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Streaming;
using Yarp.ReverseProxy.Forwarder;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Decides how a call ended. What is told first counts, so that a call has one outcome whatever follows.</summary>
internal sealed class CallEnd
{
    private readonly HttpContext _context;
    private readonly CancellationToken _clientGone;
    private readonly UpstreamWatch _watch;
    private readonly ResponseFacts _facts;
    private readonly GatewayEnd _gateway;
    private CallOutcome? _failure;
    private string? _failedFilter;
    private bool _answerTaken;

    /// <summary>Decides for one call.</summary>
    /// <param name="context">The client's request.</param>
    /// <param name="watch">Knows whether the provider was silent too long.</param>
    /// <param name="facts">Knows whether the provider told of an error within its answer.</param>
    /// <param name="gateway">Knows whether it is the gateway that ends.</param>
    public CallEnd(HttpContext context, UpstreamWatch watch, ResponseFacts facts, GatewayEnd gateway)
    {
        _context = context;
        _clientGone = context.RequestAborted;
        _watch = watch;
        _facts = facts;
        _gateway = gateway;
    }

    /// <summary>Whether the answer broke off.</summary>
    public bool HasFailed => _failure is not null;

    /// <summary>Whether the client got an end in order, though the answer is not the whole of the provider's.</summary>
    public bool IsOrderly { get; set; }

    /// <summary>What the gateway itself did wrong; null while it did nothing wrong.</summary>
    public Exception? OwnFailure { get; private set; }

    /// <summary>The answer's headers have been dealt with: what fails from here on is the provider's, the client's or a filter's.</summary>
    public void AnswerTaken() => _answerTaken = true;

    /// <summary>Whether the terminal event has been handed to the client's transport: whoever closes then, the call is completed.</summary>
    public bool IsTerminalDelivered { get; private set; }

    /// <summary>The terminal event has been handed to the client's transport.</summary>
    public void TerminalDelivered() => IsTerminalDelivered = true;

    /// <summary>The answer broke off.</summary>
    /// <param name="failure">How.</param>
    /// <returns>What that makes the outcome.</returns>
    public CallOutcome Fail(Exception failure)
    {
        _failure ??= Classify(failure);
        _failedFilter ??= (failure as FilterStopException)?.Filter;
        return _failure.Value;
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
                : _facts.ErrorType is not null ? CallOutcome.UpstreamFailed
                : CallOutcome.Completed;
        }

        if (_clientGone.IsCancellationRequested || error.Error is ForwarderError.ResponseBodyDestination)
        {
            return IsTerminalDelivered ? CallOutcome.Completed : ConnectionLost();
        }

        return error.Error switch
        {
            ForwarderError.NoAvailableDestinations => CallOutcome.ConnectFailed,
            ForwarderError.RequestCreation => OwnFault(error.Exception),
            ForwarderError.ResponseHeaders => _answerTaken || error.Exception is InvalidDataException ? CallOutcome.UpstreamFailed : OwnFault(error.Exception),
            _ => Classify(error.Exception),
        };
    }

    /// <summary>How a call ended that an exception ended, which goes on to the exception handler and is logged there.</summary>
    /// <param name="failure">The exception.</param>
    /// <returns>Its one outcome.</returns>
    public CallOutcome OutcomeOf(Exception failure) =>
        _clientGone.IsCancellationRequested && failure is (OperationCanceledException or IOException)
            ? ConnectionLost()
            : CallOutcome.GatewayFailed;

    /// <summary>What to tell the client of a call that failed.</summary>
    /// <param name="outcome">How it ended.</param>
    /// <param name="provider">The provider's name.</param>
    /// <returns>The error.</returns>
    public GatewayError ErrorOf(CallOutcome outcome, string provider) => outcome switch
    {
        CallOutcome.ConnectFailed => GatewayError.ConnectFailed(provider),
        CallOutcome.UpstreamTimeout => GatewayError.UpstreamTimeout(provider),
        CallOutcome.FilterBlocked => GatewayError.ContentFiltered(_failedFilter ?? ""),
        CallOutcome.FilterFailed => GatewayError.FilterFailed(_failedFilter ?? ""),
        CallOutcome.GatewayFailed => GatewayError.Internal(),
        _ => GatewayError.UpstreamFailed(provider),
    };

    /// <summary>Whose doing it is that the client's connection is gone.</summary>
    private CallOutcome ConnectionLost() => _gateway.BreaksCallsOff ? CallOutcome.GatewayFailed : CallOutcome.ClientGone;

    private CallOutcome Classify(Exception? failure)
    {
        if (failure is FilterStopException stop)
        {
            return stop.IsVerdict ? CallOutcome.FilterBlocked : CallOutcome.FilterFailed;
        }

        if (_watch.TimedOut)
        {
            return CallOutcome.UpstreamTimeout;
        }

        return failure switch
        {
            HttpRequestException
            {
                HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError
                    or HttpRequestError.SecureConnectionError or HttpRequestError.ProxyTunnelError,
            } => CallOutcome.ConnectFailed,

            // HttpClient's way to say that a connection was not made in time; nothing else has a clock here.
            OperationCanceledException { InnerException: TimeoutException } => CallOutcome.ConnectFailed,
            null or HttpRequestException or IOException or OperationCanceledException or InvalidDataException => CallOutcome.UpstreamFailed,
            _ => OwnFault(failure),
        };
    }

    private CallOutcome OwnFault(Exception? failure)
    {
        OwnFailure ??= failure;
        return CallOutcome.GatewayFailed;
    }
}
