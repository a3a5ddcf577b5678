using System.Reflection;
using Aspire.Hosting;
using LlmAspire.LocalHosting.Endpoints;
using LlmAspire.LocalHosting.Hosting;
using LlmAspire.LocalHosting.Projects;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace LlmAspire.LocalHosting.Testing;

/// <summary>
/// How a test hosts an application, unless it says otherwise: no dashboard, random ports, resource output logged, and the settings of the
/// app host's
/// first launch profile, which <c>dotnet run</c> would have put into the environment.
/// </summary>
internal static class TestDefaults
{
    /// <summary>Sets the defaults, then lets the test change them.</summary>
    /// <param name="options">How the application is hosted.</param>
    /// <param name="settings">The host's settings.</param>
    /// <param name="args">The command line of the test.</param>
    /// <param name="appHost">The app host's assembly; null for an application that the test describes itself.</param>
    /// <param name="configure">The test's changes.</param>
    public static void Apply(
        DistributedApplicationOptions options,
        HostApplicationBuilderSettings settings,
        string[] args,
        Assembly? appHost,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings>? configure)
    {
        options.Args = settings.Args = args;
        options.AssemblyName = appHost?.GetName().Name ?? options.AssemblyName;
        options.DisableDashboard = true;
        options.EnableResourceLogging = true;
        settings.Configuration ??= new ConfigurationManager();
        settings.Configuration.AddInMemoryCollection(Settings(appHost));
        configure?.Invoke(options, settings);
    }

    private static Dictionary<string, string?> Settings(Assembly? appHost)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            [EndpointAllocator.RandomizePortsKey] = "true",
            [HostDefaults.EnvironmentKey] = Environments.Development,
        };
        var directory = AppHostInfo.ProjectDirectoryOf(appHost);
        var profile = directory is null ? null : LaunchProfiles.Choose(LaunchProfiles.Read(directory), wanted: null, appHostProfile: null);
        foreach (var (name, value) in profile?.Value.EnvironmentVariables ?? [])
        {
            values[name.Replace("__", ":", StringComparison.Ordinal)] = value;
        }

        if (profile is { } chosen)
        {
            values["DOTNET_LAUNCH_PROFILE"] = chosen.Key;
            values[HostDefaults.EnvironmentKey] = values.GetValueOrDefault("DOTNET_ENVIRONMENT") ?? Environments.Development;
        }

        return values;
    }
}
