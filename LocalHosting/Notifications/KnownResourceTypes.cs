namespace Aspire.Hosting.ApplicationModel;

/// <summary>The kinds of resource the dashboard draws its own way.</summary>
internal static class KnownResourceTypes
{
    /// <summary>A .NET project.</summary>
    public const string Project = "Project";

    /// <summary>A program.</summary>
    public const string Executable = "Executable";

    /// <summary>What Aspire runs in a container.</summary>
    public const string Container = "Container";

    /// <summary>A value.</summary>
    public const string Parameter = "Parameter";
}
