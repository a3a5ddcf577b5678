using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Environment;
using LlmAspire.LocalHosting.Launching;

namespace Aspire.Hosting;

/// <summary>Telling a resource where others are.</summary>
public static class ReferenceBuilderExtensions
{
    /// <summary>
    /// Tells a resource every endpoint of another: <c>services__NAME__SCHEME__0</c> for service discovery and <c>NAME_SCHEME</c> for
    /// everyone.
    /// </summary>
    /// <typeparam name="TDestination">The kind of resource.</typeparam>
    /// <param name="builder">The resource that is told.</param>
    /// <param name="source">The other resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithServiceDiscovery> source)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        var resource = source.Resource;
        return builder
            .WithReferenceRelationship(resource)
            .WithEnvironment(context => AddEndpoints(
                context,
                resource.GetEndpoints().Where(endpoint => !endpoint.EndpointAnnotation.ExcludeReferenceEndpoint)));
    }

    /// <summary>Tells a resource one endpoint of another.</summary>
    /// <typeparam name="TDestination">The kind of resource.</typeparam>
    /// <param name="builder">The resource that is told.</param>
    /// <param name="endpointReference">The endpoint.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        EndpointReference endpointReference)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(endpointReference);
        return builder
            .WithReferenceRelationship(endpointReference.Resource)
            .WithEnvironment(context => AddEndpoints(context, [endpointReference]));
    }

    /// <summary>
    /// Tells a resource the connection string of another (<c>ConnectionStrings__NAME</c>) and its parts (<c>NAME_HOST</c> and so on). Of a
    /// resource
    /// that is not available here it is told nothing.
    /// </summary>
    /// <typeparam name="TDestination">The kind of resource.</typeparam>
    /// <param name="builder">The resource that is told.</param>
    /// <param name="source">The other resource.</param>
    /// <param name="connectionName">The name instead of the other resource's.</param>
    /// <param name="optional">Whether to start without when there is no connection string.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<TDestination> WithReference<TDestination>(
        this IResourceBuilder<TDestination> builder,
        IResourceBuilder<IResourceWithConnectionString> source,
        string? connectionName = null,
        bool optional = false)
        where TDestination : IResourceWithEnvironment
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(source);
        var resource = source.Resource;
        return builder
            .WithReferenceRelationship(resource)
            .WithEnvironment(context => AddConnectionAsync(context, resource, connectionName ?? resource.Name, optional));
    }

    /// <summary>Shows in the dashboard's graph that a resource refers to another.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource that refers.</param>
    /// <param name="other">The other resource.</param>
    /// <returns>The same builder.</returns>
    internal static IResourceBuilder<T> WithReferenceRelationship<T>(this IResourceBuilder<T> builder, IResource other)
        where T : IResource => builder.WithAnnotation(new ResourceRelationshipAnnotation(other, KnownRelationshipTypes.Reference));

    private static void AddEndpoints(EnvironmentCallbackContext context, IEnumerable<EndpointReference> endpoints)
    {
        foreach (var endpoint in endpoints)
        {
            var service = endpoint.Resource.Name;
            var isNamedByScheme = endpoint.EndpointName is "http" or "https";
            var key = $"services__{service}__{(isNamedByScheme ? endpoint.Scheme : endpoint.EndpointName)}__";
            var index = 0;
            while (context.EnvironmentVariables.TryGetValue(key + index, out var taken)
                && !(taken is EndpointReference same && same.Resource == endpoint.Resource && same.EndpointName == endpoint.EndpointName))
            {
                index++;
            }

            context.EnvironmentVariables[key + index] = endpoint;
            context.EnvironmentVariables[$"{VariableNames.Encode(service)}_{VariableNames.Encode(endpoint.EndpointName)}"] = endpoint;
        }
    }

    private static async Task AddConnectionAsync(
        EnvironmentCallbackContext context,
        IResourceWithConnectionString resource,
        string connectionName,
        bool optional)
    {
        if (resource.TryGetLastAnnotation<LaunchAnnotation>(out var launch) && launch.Unavailable is not null)
        {
            return;
        }

        var connectionString = await resource.GetConnectionStringAsync(context.CancellationToken).ConfigureAwait(false);
        if (string.IsNullOrEmpty(connectionString))
        {
            if (optional)
            {
                return;
            }

            throw new DistributedApplicationException(
                $"The connection string for the resource '{resource.Name}' is not available. Set ConnectionStrings:{connectionName}.");
        }

        var variable = resource.ConnectionStringEnvironmentVariable ?? $"ConnectionStrings__{connectionName}";
        context.EnvironmentVariables[variable] = connectionString;
        foreach (var (name, value) in resource.GetConnectionProperties())
        {
            context.EnvironmentVariables[$"{VariableNames.Encode(connectionName)}_{VariableNames.Encode(name)}"] = value;
        }
    }
}
