using System.Collections.Immutable;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Endpoints;

/// <summary>The URLs of a resource as they are shown.</summary>
internal static class UrlSnapshots
{
    /// <summary>One URL an endpoint, as the resource's callbacks changed them.</summary>
    /// <param name="resource">The resource, its endpoints allocated.</param>
    /// <param name="executionContext">What is being done with the application.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The URLs.</returns>
    public static async Task<ImmutableArray<UrlSnapshot>> OfAsync(
        IResource resource,
        DistributedApplicationExecutionContext executionContext,
        CancellationToken cancellationToken)
    {
        if (resource is not IResourceWithEndpoints withEndpoints)
        {
            return [];
        }

        var context = new ResourceUrlsCallbackContext(executionContext, resource, cancellationToken: cancellationToken);
        context.Urls.AddRange(withEndpoints.GetEndpoints()
            .Where(endpoint => endpoint.IsAllocated)
            .Select(endpoint => new ResourceUrlAnnotation { Url = endpoint.Url, Endpoint = endpoint }));
        foreach (var annotation in resource.Annotations.OfType<ResourceUrlsCallbackAnnotation>())
        {
            await annotation.Callback(context).ConfigureAwait(false);
        }

        return [.. context.Urls.Select(Snapshot)];
    }

    private static UrlSnapshot Snapshot(ResourceUrlAnnotation url) => new(
        url.Endpoint?.EndpointName,
        url.Url.StartsWith('/') && url.Endpoint is { } endpoint ? endpoint.Url + url.Url : url.Url,
        IsInternal: url.DisplayLocation == UrlDisplayLocation.DetailsOnly)
    {
        DisplayProperties = new UrlDisplayPropertiesSnapshot(url.DisplayText ?? string.Empty, url.DisplayOrder ?? 0),
    };
}
