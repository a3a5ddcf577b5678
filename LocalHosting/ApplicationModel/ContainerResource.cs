namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// What Aspire would run in a container. Here it is started by whatever its launch planner finds; there is no general way to add one.
/// </summary>
public class ContainerResource : Resource, IResourceWithEnvironment, IResourceWithArgs, IResourceWithEndpoints, IResourceWithWaitSupport
{
    /// <summary>Names the resource.</summary>
    /// <param name="name">The name.</param>
    /// <param name="entrypoint">The command that replaces the image's own.</param>
    public ContainerResource(string name, string? entrypoint = null)
        : base(name) => Entrypoint = entrypoint;

    /// <summary>The command that replaces the image's own.</summary>
    public string? Entrypoint { get; set; }
}
