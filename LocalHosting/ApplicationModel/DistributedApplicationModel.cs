namespace Aspire.Hosting.ApplicationModel;

/// <summary>What the application is made of.</summary>
public class DistributedApplicationModel
{
    /// <summary>Holds <paramref name="resources"/>.</summary>
    /// <param name="resources">The resources.</param>
    public DistributedApplicationModel(IResourceCollection resources)
    {
        ArgumentNullException.ThrowIfNull(resources);
        Resources = resources;
    }

    /// <summary>The resources.</summary>
    public IResourceCollection Resources { get; }
}
