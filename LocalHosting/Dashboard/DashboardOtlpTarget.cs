using LlmAspire.LocalHosting.Downloads;
using LlmAspire.LocalHosting.Launching;
using Microsoft.Extensions.Configuration;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>Sends the services' telemetry to the dashboard when there is one here, over gRPC as Aspire does.</summary>
internal sealed class DashboardOtlpTarget : IOtlpTargetSource
{
    private readonly UserCache _cache;
    private readonly IConfiguration _configuration;
    private readonly DashboardResource _dashboard;

    /// <summary>The target of that dashboard.</summary>
    public DashboardOtlpTarget(DashboardResource dashboard, UserCache cache, IConfiguration configuration)
    {
        _dashboard = dashboard;
        _cache = cache;
        _configuration = configuration;
    }

    /// <inheritdoc />
    public ValueTask<OtlpTarget?> GetAsync(CancellationToken cancellationToken) =>
        new(DashboardProgram.Find(_configuration, _cache) is null
            ? null
            : new OtlpTarget(_dashboard.OtlpGrpc.Url, "grpc", $"x-otlp-api-key={_configuration[DashboardKeys.OtlpApiKey]}"));
}
