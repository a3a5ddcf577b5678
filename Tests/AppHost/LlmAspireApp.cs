using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LlmAspire.Tests.Infrastructure.Dashboard;
using LlmAspire.Tests.Infrastructure.Otlp;

namespace LlmAspire.Tests.AppHost;

/// <summary>The whole app, started once from AppHost.cs itself: every service, Redis and the real dashboard, on ports of its own.</summary>
public sealed class LlmAspireApp : IAsyncLifetime
{
    /// <summary>Bounds every start and every wait on telemetry; generous, since the machine may be busy.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private DistributedApplication? _app;
    private OtlpMetricsReceiver? _metrics;
    private DashboardTelemetry? _dashboard;

    /// <summary>The running app.</summary>
    public DistributedApplication App => _app ?? throw new InvalidOperationException("The app has not been started.");

    /// <summary>What the gateway exported as metrics.</summary>
    public OtlpMetricsReceiver Metrics => _metrics ?? throw new InvalidOperationException("The app has not been started.");

    /// <summary>What reached the dashboard.</summary>
    public DashboardTelemetry Dashboard => _dashboard ?? throw new InvalidOperationException("The app has not been started.");

    /// <summary>Where the dashboard answers.</summary>
    public Uri DashboardAddress => App.GetEndpoint("aspire-dashboard", "http");

    /// <summary>Signs a browser in.</summary>
    public string BrowserToken { get; } = NewKey();

    /// <inheritdoc/>
    public async ValueTask InitializeAsync()
    {
        using var deadline = new CancellationTokenSource(Patience);
        var apiKey = NewKey();
        _metrics = await OtlpMetricsReceiver.StartAsync(deadline.Token);

        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(
            [$"--AppHost:DashboardApiKey={apiKey}", $"--AppHost:BrowserToken={BrowserToken}"],
            (options, _) => options.DisableDashboard = false,
            deadline.Token);

        // The dashboard shows metrics but has no API for them, so the gateway's go to a receiver of ours; all else goes to the dashboard.
        builder.CreateResourceBuilder<ProjectResource>("gateway")
            .WithEnvironment("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", _metrics.MetricsEndpoint.ToString())
            .WithEnvironment("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf");

        _app = await builder.BuildAsync(deadline.Token);
        await _app.StartAsync(deadline.Token);
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("gateway", deadline.Token);
        await _app.ResourceNotifications.WaitForResourceHealthyAsync("aspire-dashboard", deadline.Token);
        _dashboard = new DashboardTelemetry(DashboardAddress, apiKey);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _dashboard?.Dispose();
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }

        if (_metrics is not null)
        {
            await _metrics.DisposeAsync();
        }
    }

    /// <summary>Ends with the test or after <see cref="Patience"/>.</summary>
    public static CancellationTokenSource Deadline()
    {
        var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(Patience);
        return deadline;
    }

    /// <summary>A client for the gateway that does not give up on a slow stream.</summary>
    public HttpClient CreateGatewayClient() => App.CreateHttpClient("gateway", "http");

    private static string NewKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);
}
