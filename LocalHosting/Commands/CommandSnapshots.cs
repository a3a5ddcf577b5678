using System.Collections.Immutable;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The commands of a resource as they can be used in a given state.</summary>
internal static class CommandSnapshots
{
    /// <summary>One entry a command.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="snapshot">Its state.</param>
    /// <param name="services">The application's services.</param>
    /// <returns>The commands.</returns>
    public static ImmutableArray<ResourceCommandSnapshot> Of(IResource resource, CustomResourceSnapshot snapshot, IServiceProvider services)
    {
        var context = new UpdateCommandStateContext { ResourceSnapshot = snapshot, ServiceProvider = services };
        return [.. resource.Annotations.OfType<ResourceCommandAnnotation>().Select(command => new ResourceCommandSnapshot(
            command.Name,
            command.UpdateState(context),
            command.DisplayName,
            command.DisplayDescription,
            command.Parameter,
            command.ConfirmationMessage,
            command.IconName,
            command.IconVariant,
            command.IsHighlighted))];
    }
}
