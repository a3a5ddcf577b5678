using System.Security.Cryptography;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Gives what runs as a process an instance id, by which the dashboard joins its telemetry to its resource.</summary>
internal static class InstanceIds
{
    /// <summary>The suffix is as long as Aspire's.</summary>
    private const int SuffixLength = 8;

    /// <summary>The id of a resource's only instance: <c>NAME-SUFFIX</c> for what is launched, else the name.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The id, the same for the life of the resource.</returns>
    public static string Of(IResource resource) => SuffixOf(resource) is { } suffix ? $"{resource.Name}-{suffix}" : resource.Name;

    /// <summary>The suffix alone, which is the OpenTelemetry <c>service.instance.id</c>.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The suffix, or null when the resource is not launched.</returns>
    public static string? SuffixOf(IResource resource) =>
        resource.TryGetLastAnnotation<InstanceIdAnnotation>(out var annotation) ? annotation.Suffix : null;

    /// <summary>Gives the resource an instance id, unless it has one.</summary>
    /// <param name="resource">The resource.</param>
    public static void Assign(IResource resource)
    {
        if (SuffixOf(resource) is null)
        {
            resource.Annotations.Add(
                new InstanceIdAnnotation(RandomNumberGenerator.GetString("abcdefghijkmnpqrstuvwxyz0123456789", SuffixLength)));
        }
    }

    private sealed record InstanceIdAnnotation(string Suffix) : IResourceAnnotation;
}
