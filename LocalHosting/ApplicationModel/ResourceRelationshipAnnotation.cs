namespace Aspire.Hosting.ApplicationModel;

/// <summary>Says that a resource has to do with another, for the dashboard's graph.</summary>
public sealed class ResourceRelationshipAnnotation : IResourceAnnotation
{
    /// <summary>Relates to <paramref name="resource"/>.</summary>
    /// <param name="resource">The other resource.</param>
    /// <param name="type">How: <c>Reference</c>, <c>WaitFor</c> or <c>Parent</c>.</param>
    public ResourceRelationshipAnnotation(IResource resource, string type)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(type);
        Resource = resource;
        Type = type;
    }

    /// <summary>The other resource.</summary>
    public IResource Resource { get; }

    /// <summary>How the two are related.</summary>
    public string Type { get; }
}
