using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>
/// The variables the dashboard is started with. What the host's own configuration says wins: every <c>ASPIRE_DASHBOARD_*</c> and every
/// <c>DASHBOARD__*</c> goes through.
/// </summary>
internal static class DashboardEnvironment
{
    private static readonly string[] ConfigurationPrefixes = ["ASPIRE_DASHBOARD_", "Dashboard:"];

    /// <summary>
    /// The variables for a dashboard at these addresses, which asks the resource service at <paramref name="resourceService"/>.
    /// </summary>
    public static Dictionary<string, string> Of(
        IConfiguration configuration, string frontend, string otlpGrpc, string otlpHttp, Uri resourceService)
    {
        var open = configuration.GetValue("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", false);
        var environment = new Dictionary<string, string>
        {
            ["DASHBOARD__FRONTEND__AUTHMODE"] = open ? "Unsecured" : "BrowserToken",
            ["DASHBOARD__FRONTEND__BROWSERTOKEN"] = configuration[DashboardKeys.BrowserToken]!,
            ["DASHBOARD__OTLP__AUTHMODE"] = open ? "Unsecured" : "ApiKey",
            ["DASHBOARD__OTLP__PRIMARYAPIKEY"] = configuration[DashboardKeys.OtlpApiKey]!,
            ["DASHBOARD__API__AUTHMODE"] = open ? "Unsecured" : "ApiKey",
            ["DASHBOARD__API__PRIMARYAPIKEY"] = configuration[DashboardKeys.ApiKey]!,
            ["DASHBOARD__RESOURCESERVICECLIENT__AUTHMODE"] = "ApiKey",
            ["DASHBOARD__RESOURCESERVICECLIENT__APIKEY"] = configuration[DashboardKeys.ResourceServiceKey]!,
            ["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"] = "true",
            ["ASPIRE_CLI_TELEMETRY_OPTOUT"] = "true",

            // At Information the dashboard writes the login link, with the token in it, into its output. The host prints it, once.
            ["LOGGING__LOGLEVEL__ASPIRE.DASHBOARD.DASHBOARDWEBAPPLICATION"] = "Warning",

            // The app host's own environment is inherited, and its Development is not meant for the dashboard.
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["DOTNET_ENVIRONMENT"] = "Production",
        };
        foreach (var (name, value) in configuration.AsEnumerable())
        {
            if (value is not null && ConfigurationPrefixes.Any(prefix => name.StartsWith(prefix, StringComparison.OrdinalIgnoreCase)))
            {
                environment[name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()] = value;
            }
        }

        // Last, since ports may have been chosen here; the hosts in them are the configuration's.
        environment["ASPNETCORE_URLS"] = frontend;
        environment["ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL"] = otlpGrpc;
        environment["ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL"] = otlpHttp;
        environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"] = resourceService.ToString();

        // The dashboard ends itself within 3 s when this process is gone, however it went.
        environment["ASPIRE_CLI_PID"] = System.Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        return environment;
    }
}
