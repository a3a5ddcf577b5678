using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The state in which a resource begins.</summary>
internal static class InitialSnapshots
{
    /// <summary>
    /// The state given by <see cref="ResourceSnapshotAnnotation"/>, or a plain one, with relationships, icon and pending checks.
    /// </summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The first state.</returns>
    public static CustomResourceSnapshot Of(IResource resource)
    {
        var snapshot = resource.TryGetLastAnnotation<ResourceSnapshotAnnotation>(out var given)
            ? given.InitialSnapshot
            : new CustomResourceSnapshot { ResourceType = TypeOf(resource), Properties = [] };
        resource.TryGetLastAnnotation<ResourceIconAnnotation>(out var icon);
        return snapshot with
        {
            CreationTimeStamp = snapshot.CreationTimeStamp ?? DateTime.UtcNow,
            Relationships = Relationships(resource),
            HealthReports = PendingReports(resource),
            IconName = icon?.IconName ?? snapshot.IconName,
            IconVariant = icon?.IconVariant ?? snapshot.IconVariant,
        };
    }

    /// <summary>A report without a status for each check of the resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The reports.</returns>
    public static ImmutableArray<HealthReportSnapshot> PendingReports(IResource resource) =>
        [.. resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => new HealthReportSnapshot(check.Key, null, null, null))];

    private static ImmutableArray<RelationshipSnapshot> Relationships(IResource resource) =>
        [.. resource.Annotations.OfType<ResourceRelationshipAnnotation>()
            .Select(relationship => new RelationshipSnapshot(relationship.Resource.Name, relationship.Type))
            .Distinct()];

    private static string TypeOf(IResource resource) => resource switch
    {
        ProjectResource => KnownResourceTypes.Project,
        ExecutableResource => KnownResourceTypes.Executable,
        ContainerResource => KnownResourceTypes.Container,
        ParameterResource => KnownResourceTypes.Parameter,
        _ => resource.GetType().Name.Replace("Resource", string.Empty, StringComparison.Ordinal),
    };
}
