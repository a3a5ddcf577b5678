using System.Collections.Frozen;
using LlmAspire.Gateway.Providers;
using LlmAspire.ServiceDefaults.Discovery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Forwarder;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Hands a call to YARP's forwarder, and by it to the call's provider.</summary>
internal sealed class ProviderForwarder : IDisposable
{
    private readonly IHttpForwarder _forwarder;
    private readonly ProviderConnections _connections;
    private readonly FrozenDictionary<Provider, ProviderAddress> _addresses;
    private readonly ForwarderRequestConfig _request;
    private readonly IDisposable _reloads;

    /// <summary>Forwards to the providers of <paramref name="catalog"/>.</summary>
    /// <param name="forwarder">YARP.</param>
    /// <param name="connections">The connections.</param>
    /// <param name="catalog">The providers.</param>
    /// <param name="endpoints">Service discovery.</param>
    /// <param name="configuration">Tells when addresses may have changed.</param>
    /// <param name="options">The limits.</param>
    public ProviderForwarder(
        IHttpForwarder forwarder,
        ProviderConnections connections,
        ProviderCatalog catalog,
        ServiceEndpointResolver endpoints,
        IConfiguration configuration,
        IOptions<GatewayOptions> options)
    {
        _forwarder = forwarder;
        _connections = connections;
        _addresses = catalog.Providers.ToFrozenDictionary(provider => provider, provider => new ProviderAddress(endpoints, provider.Address));
        _reloads = ChangeToken.OnChange(configuration.GetReloadToken, Refresh);

        // YARP's own clock also runs while the client blocks and cannot tell its client why; ours, which is shorter, comes first.
        var never = TimeSpan.FromTicks(Math.Max(options.Value.ResponseTimeout.Ticks, options.Value.IdleTimeout.Ticks)) + TimeSpan.FromHours(24);
        _request = new ForwarderRequestConfig { ActivityTimeout = never };
    }

    /// <summary>Forwards a call and its answer. What goes wrong is told by <see cref="IForwarderErrorFeature"/>, and found by the call's end.</summary>
    /// <param name="context">The client's request.</param>
    /// <param name="call">The call.</param>
    /// <returns>When the answer has been delivered, or has failed.</returns>
    public async ValueTask SendAsync(HttpContext context, LlmCall call)
    {
        if (call.Body is not null)
        {
            // It has been read: YARP need not set a copy of it up.
            context.Features.Set<IHttpRequestBodyDetectionFeature>(ReadBody.Instance);
        }

        using var invoker = new ProviderInvoker(_connections.Handler, call);
        await _forwarder.SendAsync(context, _addresses[call.Target.Provider].Next(), invoker, _request, new CallTransformer(call));
    }

    /// <inheritdoc/>
    public void Dispose() => _reloads.Dispose();

    private void Refresh()
    {
        foreach (var address in _addresses.Values)
        {
            address.Refresh();
        }
    }

    /// <summary>Says of a request whose body has been read that there is none to come.</summary>
    private sealed class ReadBody : IHttpRequestBodyDetectionFeature
    {
        public static readonly ReadBody Instance = new();

        public bool CanHaveBody => false;
    }
}
