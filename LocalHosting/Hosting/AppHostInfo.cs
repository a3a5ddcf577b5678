using System.Reflection;
using Aspire.Hosting;

namespace LlmAspire.LocalHosting.Hosting;

/// <summary>Which app host this is.</summary>
/// <param name="Assembly">Its assembly.</param>
/// <param name="Name">Its name.</param>
/// <param name="Directory">The folder of its project, or the present folder when its build did not say.</param>
internal sealed record AppHostInfo(Assembly? Assembly, string Name, string Directory)
{
    /// <summary>The assembly metadata that the build writes; Aspire's has the same name.</summary>
    public const string ProjectPathKey = "apphostprojectpath";

    /// <summary>Reads the app host's build metadata.</summary>
    /// <param name="options">What was given instead, if anything.</param>
    /// <returns>The app host.</returns>
    public static AppHostInfo Of(DistributedApplicationOptions options)
    {
        var assembly = options.AssemblyName is { } name ? Assembly.Load(name) : Assembly.GetEntryAssembly();
        var directory = options.ProjectDirectory ?? ProjectDirectoryOf(assembly);
        return new AppHostInfo(
            assembly,
            assembly?.GetName().Name ?? "AppHost",
            System.IO.Directory.Exists(directory) ? directory : System.IO.Directory.GetCurrentDirectory());
    }

    /// <summary>The folder of an app host's project, as its build wrote it down.</summary>
    /// <param name="assembly">The app host's assembly.</param>
    /// <returns>The folder, or null when the build did not say.</returns>
    public static string? ProjectDirectoryOf(Assembly? assembly) =>
        assembly?.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == ProjectPathKey)?.Value;
}
