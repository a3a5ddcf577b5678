using Yarp.ReverseProxy.Forwarder;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Where YARP's path and ours meet: the request's headers on the way out, the answer's body on the way back.</summary>
internal sealed class CallTransformer : HttpTransformer
{
    private readonly LlmCall _call;

    /// <summary>Transforms for a call.</summary>
    /// <param name="call">The call.</param>
    public CallTransformer(LlmCall call) => _call = call;

    /// <inheritdoc/>
    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);

        // The provider's own name, not the one by which the client knows the gateway.
        proxyRequest.Headers.Host = null;
        if (_call is { Api.IsNative: true, IsObserved: true })
        {
            proxyRequest.RequestUri = NativeCalls.Destination(
                httpContext.Request, destinationPrefix, _call.Target.Provider.Options.PassThroughAuth);
        }

        _call.PrepareRequest(proxyRequest);
    }

    /// <inheritdoc/>
    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copies = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null)
        {
            _call.Watch.EndWait();
            _call.Answer.Take(proxyResponse);
        }

        return copies;
    }
}
