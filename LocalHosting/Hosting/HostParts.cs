using Aspire.Hosting;
using LlmAspire.LocalHosting.Dashboard;

namespace LlmAspire.LocalHosting.Hosting;

/// <summary>What a host has beside the application's own resources. One line a part.</summary>
internal static class HostParts
{
    /// <summary>Adds the parts; called when the builder is made, before the app host's own code.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="options">How it is hosted.</param>
    public static void AddTo(IDistributedApplicationBuilder builder, DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        DashboardPart.AddTo(builder, options);
    }
}
