using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;

namespace LlmAspire.LocalHosting.Endpoints;

/// <summary>
/// Gives every endpoint its port, once, before anything starts; so a restart keeps it and references to it can be injected early.
/// </summary>
internal sealed class EndpointAllocator
{
    /// <summary>Aspire's setting: every endpoint gets a random port, whatever was asked for.</summary>
    public const string RandomizePortsKey = "DcpPublisher:RandomizePorts";

    private readonly IConfiguration _configuration;

    /// <summary>Reads settings from <paramref name="configuration"/>.</summary>
    /// <param name="configuration">The host's configuration.</param>
    public EndpointAllocator(IConfiguration configuration) => _configuration = configuration;

    /// <summary>The setting that moves an endpoint to another port.</summary>
    /// <param name="resource">The resource's name.</param>
    /// <param name="endpoint">The endpoint's name.</param>
    /// <returns>A configuration key.</returns>
    public static string PortKey(string resource, string endpoint) => $"LocalHosting:Ports:{resource}:{endpoint}";

    /// <summary>Gives the endpoints of a resource their ports, unless they have them.</summary>
    /// <param name="resource">The resource.</param>
    public void Allocate(IResource resource)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.AllocatedEndpoint is null))
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, endpoint.TargetHost, PortOf(resource, endpoint));
        }
    }

    private int PortOf(IResource resource, EndpointAnnotation endpoint)
    {
        if (_configuration.GetValue<int?>(PortKey(resource.Name, endpoint.Name)) is { } moved)
        {
            return moved;
        }

        return _configuration.GetValue<bool>(RandomizePortsKey) || endpoint.Port is null ? FreePorts.Take() : endpoint.Port.Value;
    }
}
