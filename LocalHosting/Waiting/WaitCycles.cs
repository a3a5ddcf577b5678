using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Waiting;

/// <summary>Finds waits that could never end: resources that wait for each other, and waits for what was not added.</summary>
internal static class WaitCycles
{
    /// <summary>Throws when there is one.</summary>
    /// <param name="resources">The application's resources.</param>
    /// <exception cref="DistributedApplicationException">The circle, or the resource that was not added.</exception>
    public static void ThrowIfAny(IReadOnlyCollection<IResource> resources)
    {
        foreach (var resource in resources)
        {
            Visit(resource, [], resources);
        }
    }

    private static void Visit(IResource resource, List<IResource> path, IReadOnlyCollection<IResource> resources)
    {
        if (path.Contains(resource))
        {
            var circle = path.SkipWhile(passed => passed != resource).Append(resource).Select(passed => passed.Name);
            throw new DistributedApplicationException(
                $"Resources wait for each other: {string.Join(" -> ", circle)}. Remove one of the waits.");
        }

        path.Add(resource);
        foreach (var dependency in resource.Annotations.OfType<WaitAnnotation>().Select(wait => wait.Resource).Distinct())
        {
            if (!resources.Contains(dependency))
            {
                throw new DistributedApplicationException(
                    $"'{resource.Name}' waits for '{dependency.Name}', which was not added to the application.");
            }

            Visit(dependency, path, resources);
        }

        path.RemoveAt(path.Count - 1);
    }
}
