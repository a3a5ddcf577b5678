using LlmAspire.ServiceDefaults;
using LlmAspire.ServiceDefaults.Discovery;
using LlmAspire.ServiceDefaults.Logging;
using LlmAspire.ServiceDefaults.Platform;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace Microsoft.Extensions.Hosting;

/// <summary>What every service of the house shares: telemetry, service discovery and health endpoints.</summary>
/// <remarks>
/// There is no resilience handler here on purpose: a default retry or total timeout on every HttpClient is wrong for calls that stream.
/// A client that wants one (the gateway's filter client) says so itself.
/// </remarks>
public static class ServiceDefaultsExtensions
{
    /// <summary>Adds telemetry, service discovery for every HttpClient and the liveness check.</summary>
    /// <typeparam name="TBuilder">The kind of host builder.</typeparam>
    /// <param name="builder">The service's host builder.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder AddServiceDefaults<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.ConfigureOpenTelemetry();

        builder.Services.TryAddSingleton<ServiceEndpointResolver>();
        builder.Services.AddPlatformServiceDiscovery();

        builder.Services.AddHealthChecks().AddCheck("self", () => HealthCheckResult.Healthy(), [HealthPaths.LiveTag]);
        return builder;
    }

    /// <summary>
    /// Sends traces, metrics and logs over OTLP when <c>OTEL_EXPORTER_OTLP_ENDPOINT</c> is set, and writes one-line console logs.
    /// Without an endpoint nothing is collected, so nothing is paid for.
    /// </summary>
    /// <remarks>A service adds its own source and meter with <c>ConfigureOpenTelemetryTracerProvider</c> and <c>ConfigureOpenTelemetryMeterProvider</c>.</remarks>
    /// <typeparam name="TBuilder">The kind of host builder.</typeparam>
    /// <param name="builder">The service's host builder.</param>
    /// <returns>The same builder.</returns>
    public static TBuilder ConfigureOpenTelemetry<TBuilder>(this TBuilder builder)
        where TBuilder : IHostApplicationBuilder
    {
        builder.Logging.AddSimpleConsole(console => console.SingleLine = true).WriteInBatches();

        // The host's own entry says with a stack trace what the exception that ends the process says too.
        builder.Logging.AddFilter("Microsoft.Extensions.Hosting.Internal.Host", LogLevel.None);

        if (string.IsNullOrWhiteSpace(builder.Configuration["OTEL_EXPORTER_OTLP_ENDPOINT"]))
        {
            return builder;
        }

        builder.Logging.AddOpenTelemetry(logging =>
        {
            logging.IncludeFormattedMessage = true;
            logging.IncludeScopes = true;
        });

        // A record has the ids of trace and span itself; the scope of them that the host adds would repeat them as attributes of every line.
        builder.Services.Configure<LoggerFactoryOptions>(logging => logging.ActivityTrackingOptions = ActivityTrackingOptions.None);

        builder.Services.AddPlatformOpenTelemetry()
            .WithTracing(tracing => tracing.AddPlatformInstrumentation().RespectCallersDecision(builder.Configuration))
            .WithMetrics(metrics => metrics
                .AddPlatformInstrumentation()
                .AddMeter("Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Net.Http"))
            .UseOtlpExporter();
        return builder;
    }

    // Aspire asks for always_on in Development, which also records what a caller asked not to record: the gateway traces the first call of a
    // filter and marks the others, one for each chunk, as not sampled.
    private static TracerProviderBuilder RespectCallersDecision(this TracerProviderBuilder tracing, IConfiguration configuration) =>
        configuration["OTEL_TRACES_SAMPLER"] == "always_on" ? tracing.SetSampler(new ParentBasedSampler(new AlwaysOnSampler())) : tracing;

    /// <summary>
    /// Maps <c>/health</c> (every check) and <c>/alive</c> (checks tagged <c>live</c>). Both answer without authentication; the services
    /// bind to loopback by default.
    /// </summary>
    /// <param name="app">The service.</param>
    /// <returns>The same service.</returns>
    public static WebApplication MapDefaultEndpoints(this WebApplication app)
    {
        app.MapHealthChecks(HealthPaths.Health);
        app.MapHealthChecks(HealthPaths.Alive, new HealthCheckOptions { Predicate = check => check.Tags.Contains(HealthPaths.LiveTag) });
        return app;
    }
}
