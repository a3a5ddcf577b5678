using Aspire.Hosting;

namespace LlmAspire.LocalHosting.Processes;

/// <summary>Finds programs, so that a missing one is said plainly rather than by whatever would have started it.</summary>
internal static class Programs
{
    /// <summary>The full path of <c>setpriv</c> on Linux, when it is there.</summary>
    public static string? SetPriv { get; } = OperatingSystem.IsLinux() ? OnPath("setpriv") : null;

    /// <summary>The full path of a program.</summary>
    /// <param name="program">A path, or a name to be found on PATH.</param>
    /// <param name="workingDirectory">Where it is to run; relative paths are resolved against it.</param>
    /// <returns>The full path.</returns>
    /// <exception cref="DistributedApplicationException">The program or the folder does not exist.</exception>
    public static string Find(string program, string workingDirectory)
    {
        if (!Directory.Exists(workingDirectory))
        {
            throw new DistributedApplicationException(
                $"The working directory '{workingDirectory}' does not exist. Create it or name another.");
        }

        if (program.Contains(Path.DirectorySeparatorChar, StringComparison.Ordinal))
        {
            var path = Path.GetFullPath(Path.Combine(workingDirectory, program));
            return File.Exists(path)
                ? path
                : throw new DistributedApplicationException($"'{path}' does not exist. Install it or name another.");
        }

        return OnPath(program)
            ?? throw new DistributedApplicationException($"'{program}' was not found on PATH. Install it, or name it by its full path.");
    }

    /// <summary>The full path of a program on PATH.</summary>
    /// <param name="name">The name, without extension.</param>
    /// <returns>The path, or null when there is none.</returns>
    public static string? OnPath(string name)
    {
        string[] extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat", string.Empty] : [string.Empty];
        return (System.Environment.GetEnvironmentVariable("PATH") ?? string.Empty)
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .SelectMany(folder => extensions.Select(extension => Path.Combine(folder, name + extension)))
            .FirstOrDefault(File.Exists);
    }
}
