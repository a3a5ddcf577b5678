using System.Diagnostics;
using OpenTelemetry;
using OpenTelemetry.Exporter;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>Exports the spans of one stage as a service of its own, with everything else as the gateway's own exporter has it.</summary>
internal sealed class StageExport : IDisposable
{
    private readonly BatchActivityExportProcessor _batch;
    private readonly TracerProvider _provider;

    /// <summary>Exports as <paramref name="service"/>.</summary>
    /// <param name="service">The service's name.</param>
    /// <param name="resource">The gateway's resource, of which the rest stays.</param>
    /// <param name="configuration">Where the OTLP settings stand.</param>
    public StageExport(string service, Resource resource, IConfiguration configuration)
    {
        Service = service;
        _batch = new BatchActivityExportProcessor(
            new OtlpTraceExporter(OptionsOf(configuration)),
            configuration.GetValue("OTEL_BSP_MAX_QUEUE_SIZE", 2048),
            configuration.GetValue("OTEL_BSP_SCHEDULE_DELAY", 5000),
            configuration.GetValue("OTEL_BSP_EXPORT_TIMEOUT", 30_000),
            configuration.GetValue("OTEL_BSP_MAX_EXPORT_BATCH_SIZE", 512));

        // The provider listens to nothing; the exporter asks it for its resource.
        _provider = Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(ResourceBuilder.CreateEmpty()
                .AddAttributes(resource.Attributes)
                .AddAttributes([new(Names.ServiceName, service)]))
            .AddProcessor(_batch)
            .Build();
    }

    /// <summary>The service's name.</summary>
    public string Service { get; }

    /// <summary>Takes a span that has ended.</summary>
    /// <param name="span">The span.</param>
    public void Take(Activity span) => _batch.OnEnd(span);

    /// <summary>Sends what is waiting.</summary>
    /// <param name="milliseconds">How long that may take.</param>
    /// <returns>Whether all was sent.</returns>
    public bool Flush(int milliseconds) => _batch.ForceFlush(milliseconds);

    /// <summary>Sends what is waiting and ends.</summary>
    public void Dispose() => _provider.Dispose();

    /// <summary>The general settings, and those for traces before them; a general HTTP endpoint gets the path for traces.</summary>
    private static OtlpExporterOptions OptionsOf(IConfiguration configuration)
    {
        string? Setting(string name) => configuration["OTEL_EXPORTER_OTLP_TRACES_" + name] ?? configuration["OTEL_EXPORTER_OTLP_" + name];
        var options = new OtlpExporterOptions { Headers = Setting("HEADERS") };
        if (Setting("PROTOCOL") is { } protocol)
        {
            options.Protocol = protocol == "http/protobuf" ? OtlpExportProtocol.HttpProtobuf : OtlpExportProtocol.Grpc;
        }

        var endpoint = Setting("ENDPOINT")!;
        var isGeneral = configuration["OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"] is null;
        options.Endpoint = new Uri(
            isGeneral && options.Protocol == OtlpExportProtocol.HttpProtobuf ? endpoint.TrimEnd('/') + "/v1/traces" : endpoint);
        return options;
    }
}
