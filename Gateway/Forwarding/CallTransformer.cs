using System.Net;
using Microsoft.AspNetCore.Http.Features;
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
        CheckStatus(httpContext, proxyResponse);
        var copies = await CopyHeadAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is not null)
        {
            _call.Watch.EndWait();
            _call.Answer.Take(proxyResponse);
        }

        return copies;
    }

    /// <summary>Copies status and headers; what Kestrel refuses in them is the provider's mistake.</summary>
    private async ValueTask<bool> CopyHeadAsync(HttpContext context, HttpResponseMessage? answer, CancellationToken cancellationToken)
    {
        try
        {
            var copies = await base.TransformResponseAsync(context, answer, cancellationToken);
            if (answer is { StatusCode: HttpStatusCode.NoContent })
            {
                // A length that HTTP forbids here, and that Kestrel would refuse.
                context.Response.ContentLength = null;
            }

            return copies;
        }
        catch (InvalidOperationException failure)
        {
            throw new InvalidDataException("The provider's answer has a header that cannot be passed on.", failure);
        }
    }

    /// <summary>A change of protocol that nobody asked for, or a body where there can be none, could not be passed on.</summary>
    private static void CheckStatus(HttpContext context, HttpResponseMessage? answer)
    {
        if (answer is { StatusCode: HttpStatusCode.ResetContent, Content.Headers.ContentLength: > 0 }
            || (answer is { StatusCode: HttpStatusCode.SwitchingProtocols }
                && context.Features.Get<IHttpUpgradeFeature>() is not { IsUpgradableRequest: true }))
        {
            throw new InvalidDataException($"The provider's answer has the status {(int)answer.StatusCode}, which cannot be passed on.");
        }
    }
}
