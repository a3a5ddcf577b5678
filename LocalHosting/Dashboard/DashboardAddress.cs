using System.Globalization;
using Aspire.Hosting;
using Microsoft.Extensions.Configuration;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>
/// One of the dashboard's addresses: the setting that moves it, the host it binds to, and its port (null takes a free one).
/// </summary>
internal sealed record DashboardAddress(string Setting, string Host, int? Port)
{
    /// <summary>The frontend.</summary>
    public static DashboardAddress Frontend(IConfiguration configuration) => Read(configuration, "ASPNETCORE_URLS", 18888);

    /// <summary>OTLP over gRPC.</summary>
    public static DashboardAddress OtlpGrpc(IConfiguration configuration) =>
        Read(configuration, "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", 18889);

    /// <summary>OTLP over HTTP.</summary>
    public static DashboardAddress OtlpHttp(IConfiguration configuration) =>
        Read(configuration, "ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL", 18890);

    /// <summary>Our resource service.</summary>
    public static DashboardAddress ResourceService(IConfiguration configuration) =>
        Read(configuration, "ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", 18891);

    // An empty setting, port 0 and Aspire's switch for tests ask for a free port, as they do in Aspire.
    private static DashboardAddress Read(IConfiguration configuration, string setting, int defaultPort)
    {
        var given = configuration[setting];
        var random = given is "" || configuration.GetValue("DcpPublisher:RandomizePorts", false);
        if (string.IsNullOrEmpty(given))
        {
            return new DashboardAddress(setting, "localhost", random ? null : defaultPort);
        }

        var url = given.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(text => Uri.TryCreate(text, UriKind.Absolute, out var parsed) ? parsed : null)
            .FirstOrDefault(parsed => parsed?.Scheme == Uri.UriSchemeHttp)
            ?? throw new DistributedApplicationException(string.Create(
                CultureInfo.InvariantCulture,
                $"{setting} is '{given}'; it must hold an http URL such as http://localhost:{defaultPort}. "
                    + $"This host speaks plain http on loopback."));
        return new DashboardAddress(setting, url.Host, random || url.Port == 0 ? null : url.Port);
    }
}
