using Aspire.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace LlmAspire.LocalHosting.Reporting;

/// <summary>What the host writes: its resources' states, and nothing of the frameworks it is made of.</summary>
internal static class ReportingServices
{
    /// <summary>Registers it.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">How the application is hosted.</param>
    public static void AddTo(HostApplicationBuilder host, DistributedApplicationOptions options)
    {
        host.Logging
            .AddConsoleFormatter<PlainConsoleFormatter, ConsoleFormatterOptions>()
            .AddConsole(console => console.FormatterName = PlainConsoleFormatter.FormatterName)
            .AddFilter("Microsoft", LogLevel.Warning)
            .AddFilter("System.Net.Http.HttpClient", LogLevel.Warning)

            // What stops the host from starting is thrown to who started it, who says it once.
            .AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None)

            // An unhealthy resource is reported as its state, once, and not at each check.
            .AddFilter("Microsoft.Extensions.Diagnostics.HealthChecks", LogLevel.None);
        host.Services.Configure<ConsoleLifetimeOptions>(console => console.SuppressStatusMessages = true);
        host.Services.AddHostedService<StateReporter>();
        if (options.EnableResourceLogging)
        {
            host.Services.AddHostedService<ResourceLogForwarder>();
        }
    }
}
