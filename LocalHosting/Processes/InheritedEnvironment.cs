namespace LlmAspire.LocalHosting.Processes;

/// <summary>What of the host's own environment its children must not see.</summary>
internal static class InheritedEnvironment
{
    /// <summary>The host's addresses, profile and settings, among them the dashboard's keys and the values of parameters.</summary>
    private static readonly string[] Prefixes =
    [
        "ASPNETCORE_URLS", "DOTNET_URLS", "DOTNET_LAUNCH_PROFILE", "ASPIRE_", "DOTNET_DASHBOARD_", "DOTNET_RESOURCE_SERVICE_",
        "DASHBOARD__", "AppHost__", "LocalHosting__", "Parameters__",
    ];

    /// <summary>Removes it.</summary>
    /// <param name="environment">The inherited environment.</param>
    public static void RemoveHostOnly(IDictionary<string, string?> environment)
    {
        foreach (var name in environment.Keys.Where(IsHostOnly).ToArray())
        {
            environment.Remove(name);
        }
    }

    private static bool IsHostOnly(string name) =>
        Array.Exists(Prefixes, prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
}
