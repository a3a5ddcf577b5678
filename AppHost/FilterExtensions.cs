namespace LlmAspire.AppHost;

/// <summary>What the app host adds for filters: the filter service's second endpoint, and the gateway's lists of filters.</summary>
internal static class FilterExtensions
{
    /// <summary>The name of the endpoint, as it stands in <c>http://_stream.filter-service</c>.</summary>
    private const string StreamEndpoint = "stream";

    /// <summary>
    /// Adds the endpoint of the stream protocol. It speaks HTTP/2 without TLS, which one port cannot share with HTTP/1.1, so it is none of
    /// the project's ordinary URLs.
    /// </summary>
    /// <param name="filterService">The filter service.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithStreamEndpoint(this IResourceBuilder<ProjectResource> filterService)
    {
        filterService
            .WithHttpEndpoint(port: 5083, name: StreamEndpoint, env: "FILTER_STREAM_PORT")
            .WithUrlForEndpoint(StreamEndpoint, url => url.DisplayLocation = UrlDisplayLocation.DetailsOnly);
        var port = filterService.GetEndpoint(StreamEndpoint).Property(EndpointProperty.TargetPort);
        return filterService.WithEnvironment("FilterService__StreamUrl", ReferenceExpression.Create($"http://localhost:{port}"));
    }

    /// <summary>Lets every answer pass a filter, behind those that were added before.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="name">The filter's name in telemetry.</param>
    /// <param name="address">Where it answers; service names are resolved.</param>
    /// <param name="mode">The protocol: stream or chunk.</param>
    /// <param name="onError">What happens when it fails: passThrough or block.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithOutputFilter(
        this IResourceBuilder<ProjectResource> gateway, string name, string address, string mode = "stream", string onError = "passThrough") =>
        gateway.WithFilter("OutputFilters", name, address, mode, onError);

    /// <summary>Lets every request pass a filter, behind those that were added before.</summary>
    /// <param name="gateway">The gateway.</param>
    /// <param name="name">The filter's name in telemetry.</param>
    /// <param name="address">Where it answers; service names are resolved.</param>
    /// <param name="mode">The protocol: stream or chunk.</param>
    /// <param name="onError">What happens when it fails: passThrough or block.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<ProjectResource> WithInputFilter(
        this IResourceBuilder<ProjectResource> gateway, string name, string address, string mode = "stream", string onError = "passThrough") =>
        gateway.WithFilter("InputFilters", name, address, mode, onError);

    private static IResourceBuilder<ProjectResource> WithFilter(
        this IResourceBuilder<ProjectResource> gateway, string list, string name, string address, string mode, string onError)
    {
        var place = gateway.Resource.Annotations.OfType<FilterAnnotation>().Count(filter => filter.List == list);
        var setting = $"Gateway__{list}__{place}__";
        return gateway
            .WithAnnotation(new FilterAnnotation(list))
            .WithEnvironment(setting + "Name", name)
            .WithEnvironment(setting + "Address", address)
            .WithEnvironment(setting + "Mode", mode)
            .WithEnvironment(setting + "OnError", onError);
    }

    /// <summary>Counts the filters of a list.</summary>
    /// <param name="List">The list.</param>
    private sealed record FilterAnnotation(string List) : IResourceAnnotation;
}
