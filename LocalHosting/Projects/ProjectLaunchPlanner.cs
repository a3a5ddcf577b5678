using System.Runtime.InteropServices;
using Aspire.Hosting;
using LlmAspire.LocalHosting.Launching;

namespace LlmAspire.LocalHosting.Projects;

/// <summary>Runs a project's build output: <c>dotnet X.dll</c>, in the project's folder, with no process between.</summary>
internal sealed class ProjectLaunchPlanner : ILaunchPlanner
{
    private readonly IProjectMetadata _metadata;

    /// <summary>Runs the project of <paramref name="metadata"/>.</summary>
    /// <param name="metadata">The project.</param>
    /// <param name="launchProfile">The launch profile in use, if any.</param>
    public ProjectLaunchPlanner(IProjectMetadata metadata, string? launchProfile)
    {
        _metadata = metadata;
        LaunchProfile = launchProfile;
    }

    /// <summary>The launch profile in use, if any.</summary>
    public string? LaunchProfile { get; }

    /// <summary>The project file.</summary>
    public string ProjectPath => _metadata.ProjectPath;

    /// <inheritdoc/>
    public ValueTask<LaunchDecision> PlanAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        if (_metadata is not IBuiltProject { TargetPath: var target })
        {
            throw new DistributedApplicationException(
                $"'{_metadata.GetType().Name}' does not say where the build output of '{ProjectPath}' is. "
                + "Add the project with a class of the Projects namespace.");
        }

        if (!File.Exists(target))
        {
            throw new DistributedApplicationException($"'{target}' does not exist. Build it: dotnet build \"{ProjectPath}\".");
        }

        return new(new LaunchPlan(DotnetHost(), [target, .. context.Arguments], Path.GetDirectoryName(ProjectPath)!, context.Environment)
        {
            DisplayArguments = context.Arguments,
        });
    }

    /// <summary>The dotnet of the runtime this host itself runs on, so that nothing depends on PATH.</summary>
    private static string DotnetHost()
    {
        var name = OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet";
        var root = Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        var path = Path.Combine(root, name);
        return File.Exists(path) ? path : name;
    }
}
