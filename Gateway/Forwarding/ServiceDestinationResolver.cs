using LlmAspire.ServiceDefaults.Discovery;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Gives YARP the real addresses of destinations that are named by service discovery; again whenever the configuration changes.</summary>
internal sealed class ServiceDestinationResolver : IDestinationResolver
{
    private readonly ServiceEndpointResolver _endpoints;
    private readonly IConfiguration _configuration;

    /// <summary>Resolves with <paramref name="endpoints"/>.</summary>
    /// <param name="endpoints">Where addresses come from.</param>
    /// <param name="configuration">Says when they have changed.</param>
    public ServiceDestinationResolver(ServiceEndpointResolver endpoints, IConfiguration configuration)
    {
        _endpoints = endpoints;
        _configuration = configuration;
    }

    /// <inheritdoc/>
    public ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(
        IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var resolved = destinations.ToDictionary(
            destination => destination.Key,
            destination => destination.Value with { Address = _endpoints.Resolve(new Uri(destination.Value.Address)).AbsoluteUri },
            StringComparer.OrdinalIgnoreCase);
        return new(new ResolvedDestinationCollection(resolved, (_configuration as IConfigurationRoot)?.GetReloadToken()));
    }
}
