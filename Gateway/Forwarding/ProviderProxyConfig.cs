using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Providers;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Tells YARP of one route per API, one for the providers' own paths, and one cluster per provider. Which cluster a request goes to is decided per request.</summary>
internal sealed class ProviderProxyConfig : IProxyConfigProvider, IProxyConfig
{
    /// <summary>Reads the providers.</summary>
    /// <param name="catalog">The providers.</param>
    /// <param name="options">The limits of a call.</param>
    public ProviderProxyConfig(ProviderCatalog catalog, IOptions<GatewayOptions> options)
    {
        // YARP's own clock also runs while the client blocks and cannot tell its client why; ours, which is shorter, comes first.
        var never = TimeSpan.FromTicks(Math.Max(options.Value.ResponseTimeout.Ticks, options.Value.IdleTimeout.Ticks)) + TimeSpan.FromHours(24);
        var request = new ForwarderRequestConfig { ActivityTimeout = never };
        Clusters = [.. catalog.Providers.Select(provider => new ClusterConfig
        {
            ClusterId = provider.Name,
            HttpRequest = request,
            Destinations = new Dictionary<string, DestinationConfig> { [provider.Name] = new() { Address = provider.Address.AbsoluteUri } },
        })];
        var any = catalog.Providers.Count > 0 ? catalog.Providers[0].Name : null;
        Routes =
        [
            .. Api.All.Select(api => new RouteConfig
            {
                RouteId = api.Name,
                ClusterId = any,
                Match = new RouteMatch { Path = api.Path, Methods = [HttpMethods.Post] },
            }),
            new RouteConfig { RouteId = NativeRoute.Id, ClusterId = any, Match = new RouteMatch { Path = NativeRoute.Pattern } },

            // After everything that the gateway serves itself, so that no listed path takes an API out of its sight.
            .. options.Value.PassThrough.Select(listed => new RouteConfig
            {
                RouteId = PassThroughRoute.IdOf(listed),
                ClusterId = listed.Provider,
                Match = new RouteMatch { Path = listed.Pattern },
                Order = 1,
            }),
        ];
    }

    /// <inheritdoc/>
    public IReadOnlyList<RouteConfig> Routes { get; }

    /// <inheritdoc/>
    public IReadOnlyList<ClusterConfig> Clusters { get; }

    /// <inheritdoc/>
    public IChangeToken ChangeToken { get; } = new CancellationChangeToken(CancellationToken.None);

    /// <inheritdoc/>
    public IProxyConfig GetConfig() => this;
}
