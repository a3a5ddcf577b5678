using System.Security.Cryptography;
using Microsoft.Extensions.Configuration;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>
/// The four keys of the dashboard, in the configuration under the names Aspire gives them. Each is taken from the first setting that has
/// it, else it is random, so that nothing is ever open.
/// </summary>
internal static class DashboardKeys
{
    /// <summary>What a browser logs in with.</summary>
    public const string BrowserToken = "AppHost:BrowserToken";

    /// <summary>What senders of telemetry show.</summary>
    public const string OtlpApiKey = "AppHost:OtlpApiKey";

    /// <summary>What callers of the telemetry API show.</summary>
    public const string ApiKey = "AppHost:DashboardApiKey";

    /// <summary>What the dashboard shows to our resource service.</summary>
    public const string ResourceServiceKey = "AppHost:ResourceService:ApiKey";

    private const int KeyBytes = 16;

    /// <summary>Writes all four into the configuration.</summary>
    public static void Settle(ConfigurationManager configuration) => configuration.AddInMemoryCollection(new Dictionary<string, string?>
    {
        [BrowserToken] = First(configuration, "Dashboard:Frontend:BrowserToken", "ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN", BrowserToken),
        [OtlpApiKey] = First(configuration, "Dashboard:Otlp:PrimaryApiKey", OtlpApiKey),
        [ApiKey] = First(configuration, "Dashboard:Api:PrimaryApiKey", ApiKey),
        [ResourceServiceKey] = First(
            configuration, "Dashboard:ResourceServiceClient:ApiKey", "ASPIRE_DASHBOARD_RESOURCESERVICE_APIKEY", ResourceServiceKey),
    });

    private static string First(ConfigurationManager configuration, params string[] names) =>
        names.Select(name => configuration[name]).FirstOrDefault(value => !string.IsNullOrEmpty(value))
            ?? RandomNumberGenerator.GetHexString(KeyBytes * 2, lowercase: true);
}
