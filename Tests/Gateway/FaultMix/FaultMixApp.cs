using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LlmAspire.Tests.Infrastructure.Dashboard;
using LlmAspire.Tests.Infrastructure.Otlp;

namespace LlmAspire.Tests.Gateway.FaultMix;

/// <summary>Gateway, mock LLM and the real dashboard, with room for every trace of a long run; metrics go to a receiver of ours.</summary>
internal sealed class FaultMixApp : IAsyncDisposable
{
    /// <summary>How long a provider may be silent: far above what a busy machine makes it wait, far below the test's patience.</summary>
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(5);

    private readonly DistributedApplication _app;

    private FaultMixApp(DistributedApplication app, OtlpMetricsReceiver metrics, BrokenProvider broken, string apiKey)
    {
        _app = app;
        Metrics = metrics;
        Broken = broken;
        Dashboard = new DashboardTelemetry(app.GetEndpoint("aspire-dashboard", "http"), apiKey);
        Mock = app.CreateHttpClient("mock-llm", "http");
        Gateway = new HttpClient(new SocketsHttpHandler { MaxResponseDrainSize = 0 })
        {
            BaseAddress = app.GetEndpoint("gateway", "http"),
            Timeout = Timeout.InfiniteTimeSpan,
        };
    }

    /// <summary>What the gateway exported as metrics.</summary>
    public OtlpMetricsReceiver Metrics { get; }

    /// <summary>The provider that breaks off before it answers.</summary>
    public BrokenProvider Broken { get; }

    /// <summary>What reached the dashboard.</summary>
    public DashboardTelemetry Dashboard { get; }

    /// <summary>A client of the mock.</summary>
    public HttpClient Mock { get; }

    /// <summary>A client of the gateway that closes at once what it gives up.</summary>
    public HttpClient Gateway { get; }

    /// <summary>Starts all of it.</summary>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <param name="settings">Further settings of the gateway.</param>
    /// <returns>An app whose gateway is healthy.</returns>
    public static async Task<FaultMixApp> StartAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var apiKey = RandomNumberGenerator.GetHexString(32, lowercase: true);
        var metrics = await OtlpMetricsReceiver.StartAsync(cancellationToken);
        var broken = new BrokenProvider();
        var builder = DistributedApplicationTestingBuilder.Create(
            [$"--AppHost:DashboardApiKey={apiKey}", "--Dashboard:TelemetryLimits:MaxTraceCount=20000"],
            (options, _) => options.DisableDashboard = false);
        var mock = builder.AddProject<Projects.MockLlm>("mock-llm")
            .WithHttpHealthCheck("/health")
            .WithEnvironment("MockLlm__KeepCalls", "20000")
            .WithEnvironment("MockLlm__KeepBodyBytes", "0")
            .WithEnvironment("Logging__LogLevel__Default", "Warning")
            .WithEnvironment("OTEL_EXPORTER_OTLP_ENDPOINT", "");
        var gateway = builder.AddProject<Projects.Gateway>("gateway")
            .WithReference(mock)
            .WaitFor(mock)
            .WithHttpHealthCheck("/health")
            .WithEnvironment("Gateway__Providers__refused__Address", ClosedAddress().ToString())
            .WithEnvironment("Gateway__Providers__broken__Address", broken.Address.AbsoluteUri)
            .WithEnvironment("Gateway__ResponseTimeout", Silence.ToString("c", CultureInfo.InvariantCulture))
            .WithEnvironment("Gateway__IdleTimeout", Silence.ToString("c", CultureInfo.InvariantCulture))
            .WithEnvironment("Logging__LogLevel__Default", "Error")
            .WithEnvironment("OTEL_BSP_MAX_QUEUE_SIZE", "65536")
            .WithEnvironment("OTEL_EXPORTER_OTLP_METRICS_ENDPOINT", metrics.MetricsEndpoint.ToString())
            .WithEnvironment("OTEL_EXPORTER_OTLP_METRICS_PROTOCOL", "http/protobuf");
        foreach (var (name, value) in settings)
        {
            gateway.WithEnvironment(name, value);
        }

        var app = await builder.BuildAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("gateway", cancellationToken);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("aspire-dashboard", cancellationToken);
        return new FaultMixApp(app, metrics, broken, apiKey);
    }

    public async ValueTask DisposeAsync()
    {
        Gateway.Dispose();
        Mock.Dispose();
        Dashboard.Dispose();
        await _app.DisposeAsync();
        await Broken.DisposeAsync();
        await Metrics.DisposeAsync();
    }

    /// <summary>Where nobody listens.</summary>
    private static Uri ClosedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return new Uri($"http://{listener.LocalEndpoint}");
    }
}
