using System.Diagnostics.Metrics;
using Microsoft.Extensions.Options;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>Registers the gateway's telemetry.</summary>
internal static class TelemetryExtensions
{
    /// <summary>Adds the gateway's source, YARP's and the gateway's meter to what is exported, and the types that write to them.</summary>
    /// <param name="services">The gateway's registrations.</param>
    /// <returns>The same registrations.</returns>
    public static IServiceCollection AddGatewayTelemetry(this IServiceCollection services)
    {
        services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddSource(Names.Source));
        services.AddOptionsWithValidateOnStart<TelemetryOptions>().BindConfiguration(TelemetryOptions.SectionName);
        services.ConfigureOpenTelemetryTracerProvider((provider, tracing) =>
        {
            if (provider.GetRequiredService<IOptions<TelemetryOptions>>().Value.ServicePerStage)
            {
                tracing.AddProcessor(new StageExportProcessor(provider.GetRequiredService<IConfiguration>()));
            }
        });
        services.ConfigureOpenTelemetryMeterProvider(metrics => metrics.AddMeter(Names.Source).AddView(WithoutHttpClientRequests));
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton<GatewayMetrics>();
        services.AddSingleton<CallLog>();
        services.AddSingleton<ContentCapture>();
        return services;
    }

    /// <summary>
    /// Leaves HttpClient's metrics of single requests out: the gateway's requests are calls to providers and filters, which its own metrics
    /// count and time by names that mean more. Those of connections stay.
    /// </summary>
    private static MetricStreamConfiguration? WithoutHttpClientRequests(Instrument instrument) =>
        instrument.Name is "http.client.request.duration" or "http.client.active_requests" or "http.client.request.time_in_queue"
            ? MetricStreamConfiguration.Drop
            : null;
}
