using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LlmAspire.ServiceDefaults.Platform;

/// <summary>
/// The parts that differ between the two ways to build (docs/decisions/0001): here, by the packages that Aspire's own template uses
/// (<c>AspirePackages=true</c>).
/// </summary>
internal static class PlatformDefaults
{
    /// <summary>Resolves logical names in every HttpClient from the factory.</summary>
    /// <param name="services">The service's registrations.</param>
    public static void AddPlatformServiceDiscovery(this IServiceCollection services)
    {
        services.AddServiceDiscovery();
        services.ConfigureHttpClientDefaults(http => http.AddServiceDiscovery());
    }

    /// <summary>Registers the OpenTelemetry providers and starts them with the host.</summary>
    /// <param name="services">The service's registrations.</param>
    /// <returns>The builder that the common part goes on with.</returns>
    public static IOpenTelemetryBuilder AddPlatformOpenTelemetry(this IServiceCollection services) => services.AddOpenTelemetry();

    /// <summary>Server and client spans.</summary>
    /// <param name="tracing">The tracer provider's builder.</param>
    /// <returns>The same builder.</returns>
    public static TracerProviderBuilder AddPlatformInstrumentation(this TracerProviderBuilder tracing) => tracing
        .AddAspNetCoreInstrumentation(server => server.Filter = context => !HealthPaths.Contains(context.Request.Path))
        .AddHttpClientInstrumentation();

    /// <summary>The runtime's own meter.</summary>
    /// <param name="metrics">The meter provider's builder.</param>
    /// <returns>The same builder.</returns>
    public static MeterProviderBuilder AddPlatformInstrumentation(this MeterProviderBuilder metrics) => metrics
        .AddRuntimeInstrumentation();
}
