using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Endpoints;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Projects;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>Says that a port is taken before a process fails on it in its own words.</summary>
internal static class PortChecks
{
    /// <summary>Throws when something listens on a port of the resource.</summary>
    /// <param name="resource">The resource, not running.</param>
    /// <param name="planner">Who launches it.</param>
    /// <exception cref="DistributedApplicationException">The port, and the settings that move it.</exception>
    public static void ThrowIfTaken(IResource resource, ILaunchPlanner planner)
    {
        foreach (var endpoint in resource.Annotations.OfType<EndpointAnnotation>())
        {
            if (endpoint.AllocatedEndpoint is { Port: var port } && !FreePorts.IsFree(port))
            {
                var profile = planner is ProjectLaunchPlanner project && endpoint.Port is not null
                    ? $"change applicationUrl in {LaunchProfiles.PathOf(Path.GetDirectoryName(project.ProjectPath)!)}, or "
                    : string.Empty;
                throw new DistributedApplicationException(
                    $"Port {port} (endpoint {endpoint.Name}) is taken by another program. "
                    + $"End that program, or {profile}start the app host "
                    + $"with --{EndpointAllocator.PortKey(resource.Name, endpoint.Name)}=PORT.");
            }
        }
    }
}
