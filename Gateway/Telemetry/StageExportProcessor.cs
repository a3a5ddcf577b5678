using System.Diagnostics;
using OpenTelemetry;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>
/// Hands the spans of the call, of filters and of history to exporters of their own, behind the switch
/// <see cref="TelemetryOptions.ServicePerStage"/>. All other spans stay with the gateway's exporter, which stands behind this.
/// </summary>
internal sealed class StageExportProcessor : BaseProcessor<Activity>
{
    private readonly IConfiguration _configuration;
    private readonly Lock _lock = new();
    private Dictionary<string, StageExport>? _stages;

    /// <summary>Exports to where the gateway's spans go.</summary>
    /// <param name="configuration">Where the OTLP settings stand.</param>
    public StageExportProcessor(IConfiguration configuration) => _configuration = configuration;

    /// <inheritdoc/>
    public override void OnEnd(Activity data)
    {
        if (StageOf(data) is not { } stage)
        {
            return;
        }

        var export = Stages()[stage];
        data.SetTag(Names.Attributes.ServiceNameOverride, export.Service);
        export.Take(data);

        // The exporter behind this one leaves alone what is not recorded, so that the span is not sent twice.
        data.ActivityTraceFlags &= ~ActivityTraceFlags.Recorded;
    }

    /// <inheritdoc/>
    protected override bool OnForceFlush(int timeoutMilliseconds) =>
        _stages is not { } stages || stages.Values.All(stage => stage.Flush(timeoutMilliseconds));

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing && _stages is { } stages)
        {
            foreach (var stage in stages.Values)
            {
                stage.Dispose();
            }
        }

        base.Dispose(disposing);
    }

    private static string? StageOf(Activity span) => span.Source.Name != Names.Source ? null
        : span.GetTagItem(Names.Attributes.OperationName) is not null ? "llm"
        : span.GetTagItem(Names.Attributes.DbSystem) is not null ? "history"
        : "filter";

    private Dictionary<string, StageExport> Stages()
    {
        lock (_lock)
        {
            return _stages ??= Start();
        }
    }

    private Dictionary<string, StageExport> Start()
    {
        var resource = ParentProvider.GetResource();
        var name = resource.Attributes.FirstOrDefault(attribute => attribute.Key == Names.ServiceName).Value ?? "gateway";
        return ((string[])["llm", "filter", "history"]).ToDictionary(
            stage => stage, stage => new StageExport($"{name}({stage})", resource, _configuration));
    }
}
