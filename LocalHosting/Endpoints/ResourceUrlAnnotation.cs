namespace Aspire.Hosting.ApplicationModel;

/// <summary>A URL of a resource as it is shown.</summary>
public sealed class ResourceUrlAnnotation : IResourceAnnotation
{
    /// <summary>Higher comes first.</summary>
#pragma warning disable CA1051 // A field in Aspire's signature.
    public int? DisplayOrder;
#pragma warning restore CA1051

    /// <summary>The URL; a path alone is taken relative to the endpoint.</summary>
    public required string Url { get; set; }

    /// <summary>The text instead of the URL.</summary>
    public string? DisplayText { get; set; }

    /// <summary>Where it is shown.</summary>
    public UrlDisplayLocation DisplayLocation { get; set; }

    /// <summary>The endpoint it belongs to, if any.</summary>
    public EndpointReference? Endpoint { get; init; }
}
