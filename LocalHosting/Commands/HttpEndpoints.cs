using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Commands;

/// <summary>Chooses the HTTP endpoint of a resource.</summary>
internal static class HttpEndpoints
{
    /// <summary>The endpoint of that name, or https, or http.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="endpointName">The name; null takes the first there is.</param>
    /// <param name="purpose">What it is for, to complete an error.</param>
    /// <returns>The endpoint.</returns>
    /// <exception cref="DistributedApplicationException">There is none that speaks HTTP.</exception>
    public static EndpointReference Choose(IResourceWithEndpoints resource, string? endpointName, string purpose)
    {
        string[] names = endpointName is null ? ["https", "http"] : [endpointName];
        return names.Select(resource.GetEndpoint).FirstOrDefault(endpoint => endpoint.Exists && (endpoint.IsHttp || endpoint.IsHttps))
            ?? throw new DistributedApplicationException(
                $"Could not create {purpose} for resource '{resource.Name}': it has no HTTP endpoint named {string.Join(" or ", names)}.");
    }
}
