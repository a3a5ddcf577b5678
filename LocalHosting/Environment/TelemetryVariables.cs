using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Launching;

namespace LlmAspire.LocalHosting.Environment;

/// <summary>The OpenTelemetry variables of a project, as Aspire sets them.</summary>
internal static class TelemetryVariables
{
    /// <summary>Development's export delay in milliseconds, short enough to watch.</summary>
    private const string DevelopmentDelay = "1000";

    /// <summary>Sets the variables.</summary>
    /// <param name="resource">The project.</param>
    /// <param name="variables">The environment so far.</param>
    /// <param name="target">Where telemetry goes; null sets no exporter.</param>
    /// <param name="isDevelopment">Whether the host runs in Development.</param>
    public static void Set(IResource resource, Dictionary<string, object> variables, OtlpTarget? target, bool isDevelopment)
    {
        variables["OTEL_SERVICE_NAME"] = resource.Name;
        variables["OTEL_RESOURCE_ATTRIBUTES"] = $"service.instance.id={InstanceIds.SuffixOf(resource)}";
        variables["OTEL_DOTNET_EXPERIMENTAL_OTLP_RETRY"] = "in_memory";
        if (isDevelopment)
        {
            variables["OTEL_BLRP_SCHEDULE_DELAY"] = DevelopmentDelay;
            variables["OTEL_BSP_SCHEDULE_DELAY"] = DevelopmentDelay;
            variables["OTEL_METRIC_EXPORT_INTERVAL"] = DevelopmentDelay;
            variables["OTEL_TRACES_SAMPLER"] = "always_on";
            variables["OTEL_METRICS_EXEMPLAR_FILTER"] = "trace_based";
            variables["OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_ASPNETCORE_DISABLE_URL_QUERY_REDACTION"] = "true";
            variables["OTEL_DOTNET_EXPERIMENTAL_HTTPCLIENT_DISABLE_URL_QUERY_REDACTION"] = "true";
        }

        if (target is not null)
        {
            variables["OTEL_EXPORTER_OTLP_ENDPOINT"] = target.Endpoint;
            variables["OTEL_EXPORTER_OTLP_PROTOCOL"] = target.Protocol;
            if (target.Headers is not null)
            {
                variables["OTEL_EXPORTER_OTLP_HEADERS"] = target.Headers;
            }
        }
    }
}
