using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Projects;

namespace Aspire.Hosting;

/// <summary>Adds .NET projects.</summary>
public static class ProjectResourceBuilderExtensions
{
    /// <summary>Adds a project with the launch profile of the app host's name, or its first.</summary>
    /// <typeparam name="TProject">The class in <c>Projects</c> that the build made for the project reference.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <returns>A builder for the resource.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(this IDistributedApplicationBuilder builder, string name)
        where TProject : IProjectMetadata, new() => Add<TProject>(builder, name, launchProfileName: null, excludeProfile: false);

    /// <summary>Adds a project.</summary>
    /// <typeparam name="TProject">The class in <c>Projects</c> that the build made for the project reference.</typeparam>
    /// <param name="builder">The application.</param>
    /// <param name="name">The resource's name.</param>
    /// <param name="launchProfileName">The launch profile; null uses none, so there are no endpoints but those that are added.</param>
    /// <returns>A builder for the resource.</returns>
    public static IResourceBuilder<ProjectResource> AddProject<TProject>(
        this IDistributedApplicationBuilder builder,
        string name,
        string? launchProfileName)
        where TProject : IProjectMetadata, new() => Add<TProject>(builder, name, launchProfileName, launchProfileName is null);

    private static IResourceBuilder<ProjectResource> Add<TProject>(
        IDistributedApplicationBuilder builder,
        string name,
        string? launchProfileName,
        bool excludeProfile)
        where TProject : IProjectMetadata, new()
    {
        ArgumentNullException.ThrowIfNull(builder);
        var metadata = new TProject();
        var settings = metadata.LaunchSettings ?? LaunchProfiles.Read(Path.GetDirectoryName(metadata.ProjectPath)!);
        var profile = excludeProfile
            ? null
            : LaunchProfiles.Choose(settings, launchProfileName, builder.Configuration["DOTNET_LAUNCH_PROFILE"]);
        var project = builder.AddResource(new ProjectResource(name))
            .WithAnnotation(metadata)
            .WithLaunchPlanner(new ProjectLaunchPlanner(metadata, profile?.Key))
            .WithTelemetryVariables()
            .WithEnvironment(ProjectVariables.Set);
        if (profile is { } chosen)
        {
            project.WithLaunchProfile(chosen);
        }

        return project;
    }

    private static void WithLaunchProfile(this IResourceBuilder<ProjectResource> project, KeyValuePair<string, LaunchProfile> profile)
    {
        foreach (var url in profile.Value.ApplicationUrl?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? [])
        {
            var address = new Uri(url.Replace('*', '+').Replace("+", "localhost", StringComparison.Ordinal));
            if (!project.Resource.GetEndpoint(address.Scheme).Exists)
            {
                project.WithAnnotation(new EndpointAnnotation(ProtocolType.Tcp, address.Scheme, port: address.Port));
            }
        }

        project.WithEnvironment(context =>
        {
            context.EnvironmentVariables.TryAdd("DOTNET_LAUNCH_PROFILE", profile.Key);
            foreach (var (name, value) in profile.Value.EnvironmentVariables)
            {
                context.EnvironmentVariables.TryAdd(name, value);
            }
        });
    }
}
