namespace Aspire.Hosting.ApplicationModel;

/// <summary>The property names the dashboard knows (Aspire keeps them internal too).</summary>
internal static class KnownProperties
{
    /// <summary>Of any resource.</summary>
    public static class Resource
    {
        /// <summary>The exit code.</summary>
        public const string ExitCode = "resource.exitCode";

        /// <summary>Where it comes from.</summary>
        public const string Source = "resource.source";

        /// <summary>The connection string (sensitive).</summary>
        public const string ConnectionString = "resource.connectionString";

        /// <summary>The parent resource's name.</summary>
        public const string ParentName = "resource.parentName";

        /// <summary>The arguments of the application, without those of its runtime.</summary>
        public const string AppArgs = "resource.appArgs";

        /// <summary>What it waits for.</summary>
        public const string WaitingFor = "resource.waitingFor";
    }

    /// <summary>Of a process.</summary>
    public static class Executable
    {
        /// <summary>The program.</summary>
        public const string Path = "executable.path";

        /// <summary>The working directory.</summary>
        public const string WorkDir = "executable.workDir";

        /// <summary>The arguments.</summary>
        public const string Args = "executable.args";

        /// <summary>The process id.</summary>
        public const string Pid = "executable.pid";
    }

    /// <summary>Of a project.</summary>
    public static class Project
    {
        /// <summary>The project file.</summary>
        public const string Path = "project.path";

        /// <summary>The launch profile in use.</summary>
        public const string LaunchProfile = "project.launchProfile";
    }

    /// <summary>Of a parameter.</summary>
    public static class Parameter
    {
        /// <summary>Its value; sensitive when it is secret.</summary>
        public const string Value = "Value";
    }

    /// <summary>Of this host only.</summary>
    public static class Local
    {
        /// <summary>Why it is in the state it is in: why it failed, or why it is not available here.</summary>
        public const string Reason = "resource.reason";
    }
}
