using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Commands;
using Microsoft.Extensions.Hosting;

namespace LlmAspire.LocalHosting.Launching;

/// <summary>Makes a resource something that is launched.</summary>
internal static class LaunchBuilderExtensions
{
    /// <summary>
    /// Has the resource launched as <paramref name="planner"/> decides, with an instance id and the commands start, stop and restart.
    /// </summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <param name="planner">Decides at every start.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithLaunchPlanner<T>(this IResourceBuilder<T> builder, ILaunchPlanner planner)
        where T : IResource
    {
        InstanceIds.Assign(builder.Resource);
        builder.WithAnnotation(new LaunchAnnotation(planner), ResourceAnnotationMutationBehavior.Replace);
        foreach (var command in LifecycleCommands.All)
        {
            builder.WithAnnotation(command);
        }

        return builder;
    }

    /// <summary>Sets the OpenTelemetry variables, with an exporter when something receives telemetry.</summary>
    /// <typeparam name="T">The kind of resource.</typeparam>
    /// <param name="builder">The resource.</param>
    /// <returns>The same builder.</returns>
    public static IResourceBuilder<T> WithTelemetryVariables<T>(this IResourceBuilder<T> builder)
        where T : IResourceWithEnvironment
    {
        var isDevelopment = builder.ApplicationBuilder.Environment.IsDevelopment();
        return builder.WithAnnotation(new OtlpExporterAnnotation(isDevelopment));
    }
}
