using Aspire.Hosting;
using LlmAspire.LocalHosting.Dashboard;
using LlmAspire.LocalHosting.Downloads;
using Microsoft.Extensions.Configuration;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

public sealed class DashboardSettingsTests
{
    [Fact]
    public void Keys_that_nobody_gives_are_random_and_each_another()
    {
        string[] names = [DashboardKeys.BrowserToken, DashboardKeys.OtlpApiKey, DashboardKeys.ApiKey, DashboardKeys.ResourceServiceKey];

        var first = Settled();
        var second = Settled();

        Assert.Equal(8, names.Select(name => first[name]).Concat(names.Select(name => second[name])).Distinct().Count());
        Assert.All(names, name => Assert.Matches("^[0-9a-f]{32}$", first[name]));
    }

    [Theory]
    [InlineData("AppHost:DashboardApiKey", "AppHost:DashboardApiKey")]
    [InlineData("Dashboard:Api:PrimaryApiKey", "AppHost:DashboardApiKey")]
    [InlineData("AppHost:OtlpApiKey", "AppHost:OtlpApiKey")]
    [InlineData("Dashboard:Otlp:PrimaryApiKey", "AppHost:OtlpApiKey")]
    [InlineData("ASPIRE_DASHBOARD_FRONTEND_BROWSERTOKEN", "AppHost:BrowserToken")]
    [InlineData("Dashboard:Frontend:BrowserToken", "AppHost:BrowserToken")]
    [InlineData("ASPIRE_DASHBOARD_RESOURCESERVICE_APIKEY", "AppHost:ResourceService:ApiKey")]
    public void A_key_that_a_setting_gives_is_used(string setting, string name)
    {
        Assert.Equal("given", Settled((setting, "given"))[name]);
    }

    [Theory]
    [InlineData(null, "localhost", 18888)]
    [InlineData("", "localhost", null)]
    [InlineData("http://localhost:0", "localhost", null)]
    [InlineData("http://127.0.0.1:7000/", "127.0.0.1", 7000)]
    [InlineData("https://localhost:7001;http://localhost:7000", "localhost", 7000)]
    public void An_address_is_the_first_http_url_of_its_setting_and_an_empty_one_takes_a_free_port(string? urls, string host, int? port)
    {
        var address = DashboardAddress.Frontend(Configuration(("ASPNETCORE_URLS", urls)));

        Assert.Equal((host, port), (address.Host, address.Port));
    }

    [Fact]
    public void An_address_that_is_no_http_url_is_refused_with_the_setting_and_an_example()
    {
        var error = Assert.Throws<DistributedApplicationException>(
            () => DashboardAddress.OtlpGrpc(Configuration(("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "18889"))));

        Assert.Equal(
            "ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL is '18889'; it must hold an http URL such as http://localhost:18889. "
                + "This host speaks plain http on loopback.",
            error.Message);
    }

    [Fact]
    public void What_the_host_is_told_about_the_dashboard_goes_through_and_wins()
    {
        var configuration = Settled(
            ("Dashboard:TelemetryLimits:MaxLogCount", "5"),
            ("Dashboard:Otlp:AuthMode", "Unsecured"),
            ("ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED", "true"));

        var environment = DashboardEnvironment.Of(
            configuration, "http://localhost:1", "http://localhost:2", "http://localhost:3", new Uri("http://127.0.0.1:4"));

        Assert.Equal("5", environment["DASHBOARD__TELEMETRYLIMITS__MAXLOGCOUNT"]);
        Assert.Equal("Unsecured", environment["DASHBOARD__OTLP__AUTHMODE"]);
        Assert.Equal("true", environment["ASPIRE_DASHBOARD_FORWARDEDHEADERS_ENABLED"]);
        Assert.Equal("true", environment["ASPIRE_DASHBOARD_TELEMETRY_OPTOUT"]);
        Assert.Equal("ApiKey", environment["DASHBOARD__API__AUTHMODE"]);
        Assert.Equal("http://127.0.0.1:4/", environment["ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL"]);
    }

    [Fact]
    public void The_dashboard_is_the_one_a_setting_names_else_the_cached_one_else_aspires_command_else_none()
    {
        using var folder = new TemporaryFolder();
        var cache = new UserCache(folder.Path);
        var none = DashboardProgram.Find(Configuration(), cache, folder.Path);
        folder.AddCommand("aspire", "exit 0");
        var command = DashboardProgram.Find(Configuration(), cache, folder.Path);
        Directory.CreateDirectory(Path.Combine(folder.Path, DashboardPackage.CacheEntry));
        var cached = DashboardProgram.Find(Configuration(), cache, folder.Path);
        var given = DashboardProgram.Find(Configuration((DashboardProgram.PathSetting, "/opt/dashboard")), cache, folder.Path);

        Assert.Null(none);
        Assert.Equal(
            ["dashboard", "run", "--nologo", "--non-interactive", "--frontend-url", "a", "--otlp-grpc-url", "b", "--otlp-http-url", "c"],
            command!.Arguments("a", "b", "c"));
        Assert.Equal(Path.Combine(folder.Path, DashboardPackage.CacheEntry, DashboardPackage.Executable), cached!.FileName);
        Assert.Equal(["dashboard"], cached.Arguments("a", "b", "c"));
        Assert.Equal("/opt/dashboard", given!.FileName);
    }

    private static ConfigurationManager Configuration(params (string Name, string? Value)[] settings)
    {
        var configuration = new ConfigurationManager();
        configuration.AddInMemoryCollection(settings.ToDictionary(setting => setting.Name, setting => setting.Value));
        return configuration;
    }

    private static ConfigurationManager Settled(params (string Name, string? Value)[] settings)
    {
        var configuration = Configuration(settings);
        DashboardKeys.Settle(configuration);
        return configuration;
    }
}
