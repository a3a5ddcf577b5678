namespace Aspire.Hosting;

/// <summary>How an application is hosted.</summary>
public sealed class DistributedApplicationOptions
{
    /// <summary>The command line, read as configuration.</summary>
    public string[]? Args { get; set; }

    /// <summary>The assembly of the app host; by default the entry assembly.</summary>
    public string? AssemblyName { get; set; }

    /// <summary>The folder of the app host's project; by default the one it was built in.</summary>
    public string? ProjectDirectory { get; set; }

    /// <summary>The name on the dashboard; by default the app host's own.</summary>
    public string? DashboardApplicationName { get; set; }

    /// <summary>Whether there is no dashboard. Waits then end when what they wait for fails.</summary>
    public bool DisableDashboard { get; set; }

    /// <summary>Kept for the signature: this host speaks http on the loopback interface only.</summary>
    public bool AllowUnsecuredTransport { get; set; }

    /// <summary>
    /// Whether each line of each resource's output is also logged by the host, under the category <c>ASSEMBLY.Resources.NAME</c>.
    /// </summary>
    public bool EnableResourceLogging { get; set; }
}
