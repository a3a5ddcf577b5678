using System.Runtime.InteropServices;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>Which dashboard this host runs, and under what names it is published and cached.</summary>
internal static class DashboardPackage
{
    /// <summary>The Aspire version whose dashboard is run.</summary>
    public const string Version = "13.5.4";

    /// <summary>The dashboard's entry in the user cache.</summary>
    public static readonly string CacheEntry = Path.Combine("dashboard", Version);

    /// <summary>The program inside the cache entry; <c>dashboard</c> is its first argument.</summary>
    public static readonly string Executable = OperatingSystem.IsWindows() ? "aspire-managed.exe" : "aspire-managed";

    /// <summary>
    /// The sha512 of the package as published, where it was known when this version was chosen. Other platforms rest on the integrity
    /// that the registry states, which npm checks.
    /// </summary>
    public static string? RecordedIntegrity(string rid) => rid switch
    {
        "linux-x64" => "sha512-8PWeRHM1+QwQB2wxDnfPsimi3EW01r04b4DjX0jIDE78SlfJabwVfYArW/48vDzYvPzKSRye6DIPVAsCFoXjBA==",
        _ => null,
    };

    /// <summary>The npm package of a platform: the Aspire command with the dashboard inside.</summary>
    public static string NameFor(string rid) => $"@microsoft/aspire-cli-{rid}";

    /// <summary>This machine's platform as the packages name it: linux-x64, linux-musl-x64, osx-arm64, win-x64, ...</summary>
    public static string CurrentRid()
    {
        var system = OperatingSystem.IsWindows() ? "win"
            : OperatingSystem.IsMacOS() ? "osx"
            : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal)
                || RuntimeInformation.RuntimeIdentifier.StartsWith("alpine", StringComparison.Ordinal) ? "linux-musl"
            : "linux";
        var architecture = RuntimeInformation.OSArchitecture switch
        {
            Architecture.X64 => "x64",
            Architecture.Arm64 => "arm64",
            Architecture.X86 => "x86",
            var other => other.ToString(),
        };
        return $"{system}-{architecture}";
    }
}
