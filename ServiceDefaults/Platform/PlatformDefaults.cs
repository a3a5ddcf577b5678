using LlmAspire.ServiceDefaults.Discovery;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LlmAspire.ServiceDefaults.Platform;

/// <summary>
/// The parts that differ between the two ways to build (docs/decisions/0001): here, by the sources and meters that .NET itself has. The
/// other one is PlatformDefaults.Packages.cs; the project file compiles one of the two.
/// </summary>
internal static class PlatformDefaults
{
    /// <summary>Resolves logical names in every HttpClient from the factory.</summary>
    /// <param name="services">The service's registrations.</param>
    public static void AddPlatformServiceDiscovery(this IServiceCollection services)
    {
        services.AddTransient<ServiceDiscoveryHandler>();
        services.ConfigureHttpClientDefaults(http => http.AddHttpMessageHandler<ServiceDiscoveryHandler>());
    }

    /// <summary>Registers the OpenTelemetry providers and starts them with the host.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <returns>The builder that the common part goes on with.</returns>
    public static IOpenTelemetryBuilder AddPlatformOpenTelemetry(this IServiceCollection services)
    {
        // Hosting leaves the semantic-convention attributes out of its server span unless asked (it expects a package to add them).
        AppContext.SetSwitch("Microsoft.AspNetCore.Hosting.SuppressActivityOpenTelemetryData", false);
        services.AddTransient<IStartupFilter, ServerSpanStartupFilter>();
        services.AddHostedService<TelemetryHostedService>();
        return new HostOpenTelemetryBuilder(services);
    }

    /// <summary>Server and client spans.</summary>
    /// <param name="tracing">The tracer provider's builder.</param>
    /// <returns>The same builder.</returns>
    public static TracerProviderBuilder AddPlatformInstrumentation(this TracerProviderBuilder tracing) =>
        tracing.AddSource("Microsoft.AspNetCore", "System.Net.Http");

    /// <summary>The runtime's own meter.</summary>
    /// <param name="metrics">The meter provider's builder.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddPlatformInstrumentation(this MeterProviderBuilder metrics) => metrics.AddMeter("System.Runtime");

    private sealed class HostOpenTelemetryBuilder(IServiceCollection services) : IOpenTelemetryBuilder
    {
        public IServiceCollection Services { get; } = services;
    }
}
