using System.Diagnostics;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>The source of the gateway's own spans.</summary>
internal static class GatewayActivitySource
{
    /// <summary>The source.</summary>
    public static readonly ActivitySource Source = new(Names.Source);
}
