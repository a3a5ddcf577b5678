using LlmAspire.LocalHosting.Downloads;
using Microsoft.Extensions.Configuration;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>The dashboard as something that can be started: the program itself, or Aspire's command as a wrapper around it.</summary>
internal sealed record DashboardProgram(string FileName, bool IsAspireCommand)
{
    /// <summary>The setting that names a dashboard program of the user's choice; Aspire has the same.</summary>
    public const string PathSetting = "ASPIRE_DASHBOARD_PATH";

    /// <summary>
    /// The one the setting names, else the one in the cache, else an <c>aspire</c> command on the search path, else null.
    /// </summary>
    public static DashboardProgram? Find(IConfiguration configuration, UserCache cache, string? searchPath = null)
    {
        if (configuration[PathSetting] is { Length: > 0 } given)
        {
            return new DashboardProgram(given, IsAspireCommand: false);
        }

        if (cache.TryGet(DashboardPackage.CacheEntry, out var folder))
        {
            return new DashboardProgram(Path.Combine(folder, DashboardPackage.Executable), IsAspireCommand: false);
        }

        return CommandLineTool.Find("aspire", searchPath) is { } command ? new DashboardProgram(command, IsAspireCommand: true) : null;
    }

    /// <summary>The arguments; Aspire's command takes the addresses here, the program itself from its environment.</summary>
    public IReadOnlyList<string> Arguments(string frontend, string otlpGrpc, string otlpHttp) => IsAspireCommand
        ? ["dashboard", "run", "--nologo", "--non-interactive",
            "--frontend-url", frontend, "--otlp-grpc-url", otlpGrpc, "--otlp-http-url", otlpHttp]
        : ["dashboard"];
}
