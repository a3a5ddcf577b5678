namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state in which a resource begins.</summary>
public class ResourceSnapshotAnnotation : IResourceAnnotation
{
    /// <summary>Begins with <paramref name="initialSnapshot"/>.</summary>
    /// <param name="initialSnapshot">The first state.</param>
    public ResourceSnapshotAnnotation(CustomResourceSnapshot initialSnapshot) => InitialSnapshot = initialSnapshot;

    /// <summary>The first state.</summary>
    public CustomResourceSnapshot InitialSnapshot { get; }
}
