using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;

namespace Aspire.Hosting.Testing;

/// <summary>Reaching the resources of a started application from a test.</summary>
public static class DistributedApplicationHostingTestingExtensions
{
    /// <summary>A client whose base address is an endpoint of a resource.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">The resource.</param>
    /// <param name="endpointName">The endpoint; by default https or else http.</param>
    /// <returns>The client.</returns>
    public static HttpClient CreateHttpClient(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var address = app.GetEndpoint(resourceName, endpointName);
        var client = app.Services.GetRequiredService<IHttpClientFactory>().CreateClient();
        client.BaseAddress = address;
        return client;
    }

    /// <summary>Where an endpoint of a resource is.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">The resource.</param>
    /// <param name="endpointName">The endpoint; by default https or else http, or else the only one.</param>
    /// <returns>Its address.</returns>
    /// <exception cref="ArgumentException">There is no such resource or endpoint; the message lists what there is.</exception>
    /// <exception cref="InvalidOperationException">The application has not been started.</exception>
    public static Uri GetEndpoint(this DistributedApplication app, string resourceName, string? endpointName = null)
    {
        var resource = Find(app, resourceName) as IResourceWithEndpoints
            ?? throw new ArgumentException($"Resource '{resourceName}' has no endpoints.", nameof(resourceName));
        var endpoints = resource.GetEndpoints().ToArray();
        var endpoint = endpointName is not null
            ? Array.Find(endpoints, candidate => ResourceNames.Comparer.Equals(candidate.EndpointName, endpointName))
            : Array.Find(endpoints, candidate => candidate.EndpointName == "https")
                ?? Array.Find(endpoints, candidate => candidate.EndpointName == "http")
                ?? (endpoints.Length == 1 ? endpoints[0] : null);
        if (endpoint is null)
        {
            var known = string.Join(", ", endpoints.Select(candidate => candidate.EndpointName));
            throw new ArgumentException(
                $"Endpoint '{endpointName ?? "https or http"}' for resource '{resourceName}' not found. It has: {known}.",
                nameof(endpointName));
        }

        return endpoint.IsAllocated
            ? new Uri(endpoint.Url)
            : throw new InvalidOperationException("The application has not been started. Call StartAsync first.");
    }

    /// <summary>The connection string of a resource.</summary>
    /// <param name="app">The application.</param>
    /// <param name="resourceName">The resource.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The connection string, or null when there is none.</returns>
    /// <exception cref="ArgumentException">There is no such resource, or it has no connection string.</exception>
    public static ValueTask<string?> GetConnectionStringAsync(
        this DistributedApplication app,
        string resourceName,
        CancellationToken cancellationToken = default) =>
        Find(app, resourceName) is IResourceWithConnectionString resource
            ? resource.GetConnectionStringAsync(cancellationToken)
            : throw new ArgumentException($"Resource '{resourceName}' does not expose a connection string.", nameof(resourceName));

    private static IResource Find(DistributedApplication app, string resourceName)
    {
        ArgumentNullException.ThrowIfNull(app);
        var resources = app.Services.GetRequiredService<DistributedApplicationModel>().Resources;
        if (resources.TryGetByName(resourceName, out var resource))
        {
            return resource;
        }

        var known = string.Join(", ", resources.Select(candidate => candidate.Name).Order());
        throw new ArgumentException($"Resource '{resourceName}' not found. The application has: {known}.", nameof(resourceName));
    }
}
