using System.Runtime.InteropServices;

namespace LlmAspire.LocalHosting.Processes;

/// <summary>Sends signals; .NET itself can only kill.</summary>
internal static class UnixSignals
{
    private const int SigTerm = 15;

    /// <summary>Asks a process to end. Nothing happens when it has ended.</summary>
    /// <param name="processId">The process.</param>
    public static void Terminate(int processId) => _ = Kill(processId, SigTerm);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Kill(int processId, int signal);
}
