using Microsoft.AspNetCore.Http.Features;
using Yarp.ReverseProxy.Transforms;
using Yarp.ReverseProxy.Transforms.Builder;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Where YARP's path and ours meet: the request's headers on the way out, the answer's body on the way back.</summary>
internal sealed class CallTransforms : ITransformProvider
{
    /// <inheritdoc/>
    public void ValidateRoute(TransformRouteValidationContext context)
    {
    }

    /// <inheritdoc/>
    public void ValidateCluster(TransformClusterValidationContext context)
    {
    }

    /// <inheritdoc/>
    public void Apply(TransformBuilderContext context)
    {
        // A provider has no business with the client's address.
        context.UseDefaultForwarders = false;
        context.AddRequestTransform(transform =>
        {
            var call = transform.HttpContext.Features.GetRequiredFeature<LlmCall>();
            if (call is { Api.IsNative: true, IsObserved: true })
            {
                transform.ProxyRequest.RequestUri = NativeCalls.Destination(
                    transform.HttpContext.Request, transform.DestinationPrefix, call.Target.Provider.Options.PassThroughAuth);
            }

            call.PrepareRequest(transform.ProxyRequest);
            return ValueTask.CompletedTask;
        });
        context.AddResponseTransform(transform =>
        {
            if (transform.ProxyResponse is { } response)
            {
                transform.HttpContext.Features.GetRequiredFeature<LlmCall>().Answer.Take(response);
            }

            return ValueTask.CompletedTask;
        });
    }
}
