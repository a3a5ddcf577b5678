namespace Aspire.Hosting.ApplicationModel;

/// <summary>A .NET project, run from its build output.</summary>
public class ProjectResource
    : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithServiceDiscovery, IResourceWithWaitSupport
{
    /// <summary>Names the resource.</summary>
    /// <param name="name">The name.</param>
    public ProjectResource(string name)
        : base(name)
    {
    }
}
