using System.Diagnostics;

namespace LlmAspire.LocalHosting.Downloads;

/// <summary>Finds commands on PATH and runs them to their end, bounded in time, without a shell.</summary>
internal static class CommandLineTool
{
    private static readonly TimeSpan DefaultTimeout = TimeSpan.FromMinutes(5);

    /// <summary>The full path of a command on PATH, or null; on Windows with the extensions that can be started.</summary>
    public static string? Find(string name, string? searchPath = null)
    {
        string[] extensions = OperatingSystem.IsWindows() ? [".exe", ".cmd", ".bat"] : [""];
        var folders = (searchPath ?? System.Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return (from folder in folders
                from extension in extensions
                let path = Path.Combine(folder, name + extension)
                where IsExecutable(path)
                select path).FirstOrDefault();
    }

    /// <summary>
    /// Runs a command and returns its exit code and both outputs. When the time is over or the call is cancelled, the command and its
    /// children are killed first.
    /// </summary>
    /// <exception cref="TimeoutException">The command ran longer than <paramref name="timeout"/> (default 5 minutes).</exception>
    /// <exception cref="System.ComponentModel.Win32Exception">The command cannot be started.</exception>
    public static async Task<CommandLineResult> RunAsync(
        string command,
        IEnumerable<string> arguments,
        CancellationToken cancellationToken,
        string? workingDirectory = null,
        IEnumerable<KeyValuePair<string, string>>? environment = null,
        TimeSpan? timeout = null)
    {
        var bound = timeout ?? DefaultTimeout;
        using var process = new Process { StartInfo = StartInfo(command, arguments, workingDirectory, environment) };
        process.Start();
        process.StandardInput.Close();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(bound);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var error = process.StandardError.ReadToEndAsync(limit.Token);
            await Task.WhenAll(output, error, process.WaitForExitAsync(limit.Token));
            return new CommandLineResult(process.ExitCode, await output, await error);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            cancellationToken.ThrowIfCancellationRequested();
            throw new TimeoutException($"{Path.GetFileName(command)} did not end within {bound.TotalSeconds:0} s.");
        }
    }

    private static ProcessStartInfo StartInfo(
        string command, IEnumerable<string> arguments, string? workingDirectory, IEnumerable<KeyValuePair<string, string>>? environment)
    {
        var start = new ProcessStartInfo(command, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = workingDirectory ?? "",
        };
        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return start;
    }

    private static bool IsExecutable(string path) =>
        File.Exists(path) && (OperatingSystem.IsWindows() || (File.GetUnixFileMode(path) & AnyExecute) != 0);

    private const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
}
