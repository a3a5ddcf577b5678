namespace LlmAspire.Gateway.Telemetry;

/// <summary>Section <c>Gateway:Telemetry</c>.</summary>
public sealed class TelemetryOptions
{
    /// <summary>The section's name.</summary>
    public const string SectionName = "Gateway:Telemetry";

    /// <summary>
    /// Whether the spans of the call, of filters and of history are exported as services of their own (<c>gateway(llm)</c>,
    /// <c>gateway(filter)</c>, <c>gateway(history)</c>), as the reference does, so that a trace shows the stages in colours of their own.
    /// </summary>
    public bool ServicePerStage { get; set; }
}
