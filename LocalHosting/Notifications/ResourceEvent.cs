namespace Aspire.Hosting.ApplicationModel;

/// <summary>A change of a resource's state.</summary>
public class ResourceEvent
{
    /// <summary>Describes the change.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceId">The id of its running instance.</param>
    /// <param name="snapshot">Its state after the change.</param>
    public ResourceEvent(IResource resource, string resourceId, CustomResourceSnapshot snapshot)
    {
        Resource = resource;
        ResourceId = resourceId;
        Snapshot = snapshot;
    }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>The id of the instance: <c>NAME-SUFFIX</c> for what runs as a process, else the name.</summary>
    public string ResourceId { get; }

    /// <summary>The state after the change.</summary>
    public CustomResourceSnapshot Snapshot { get; }
}
