using Yarp.ReverseProxy.Forwarder;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Makes the clients that call providers: YARP's, with our trace propagation and the watch over late answers.</summary>
internal sealed class ProviderHttpClientFactory : ForwarderHttpClientFactory
{
    private static readonly TimeSpan ConnectionLifetime = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    protected override void ConfigureHandler(ForwarderHttpClientContext context, SocketsHttpHandler handler)
    {
        base.ConfigureHandler(context, handler);
        handler.ActivityHeadersPropagator = new TraceContextPropagator();

        // A provider's addresses change behind its name; connections must follow.
        handler.PooledConnectionLifetime = ConnectionLifetime;
    }

    /// <inheritdoc/>
    protected override HttpMessageHandler WrapHandler(ForwarderHttpClientContext context, HttpMessageHandler handler) =>
        new UpstreamHandler(base.WrapHandler(context, handler));
}
