using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

/// <summary>A project as the build knows it; implemented by the generated classes in <c>Projects</c>.</summary>
public interface IProjectMetadata : IResourceAnnotation
{
    /// <summary>The full path of the project file.</summary>
    string ProjectPath { get; }

    /// <summary>Its launch settings; null reads <c>Properties/launchSettings.json</c>.</summary>
    LaunchSettings? LaunchSettings => null;

    /// <summary>Whether it is built already. Here it always must be.</summary>
    bool SuppressBuild => true;
}
