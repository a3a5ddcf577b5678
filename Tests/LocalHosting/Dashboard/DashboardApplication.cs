using System.Net.Http.Json;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using LlmAspire.LocalHosting.Dashboard;
using LlmAspire.LocalHosting.Downloads;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

/// <summary>
/// An application with nothing but the real dashboard, on free ports, with a deadline for everything that is awaited in it.
/// </summary>
internal sealed class DashboardApplication : IAsyncDisposable
{
    public const string Name = DashboardResource.ResourceName;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _deadline =
        CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);

    private DashboardApplication(DistributedApplication application)
    {
        _deadline.CancelAfter(Limit);
        Application = application;
    }

    public DistributedApplication Application { get; }

    public CancellationToken Deadline => _deadline.Token;

    public string Setting(string name) => Application.Services.GetRequiredService<IConfiguration>()[name]!;

    /// <summary>Describes the application; the dashboard is fetched first if this machine does not have it yet.</summary>
    public static async Task<DashboardApplication> CreateAsync(params string[] args)
    {
        await new DashboardFetcher(new UserCache(), _ => { }).FetchAsync(TestContext.Current.CancellationToken);
        var builder = DistributedApplicationTestingBuilder.Create(
            [$"--{DashboardWatch.SuppressSetting}=true", .. args], (options, _) => options.DisableDashboard = false);
        return new DashboardApplication(await builder.BuildAsync(TestContext.Current.CancellationToken));
    }

    public async Task<DashboardApplication> StartAsync()
    {
        await Application.StartAsync(Deadline);
        return this;
    }

    public Task<ResourceEvent> UntilAsync(Func<CustomResourceSnapshot, bool> condition) =>
        Application.ResourceNotifications.WaitForResourceAsync(Name, change => condition(change.Snapshot), Deadline);

    public Task UntilHealthyAsync() => Application.ResourceNotifications.WaitForResourceHealthyAsync(Name, Deadline);

    /// <summary>Asks the telemetry API with that key.</summary>
    public async Task<HttpResponseMessage> AskAsync(string path, string? key)
    {
        using var client = Application.CreateHttpClient(Name, "http");
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (key is not null)
        {
            request.Headers.Add("x-api-key", key);
        }

        return await client.SendAsync(request, Deadline);
    }

    /// <summary>Sends one span over OTLP as JSON with that key and returns the status.</summary>
    public async Task<System.Net.HttpStatusCode> SendSpanAsync(string service, string key)
    {
        using var client = Application.CreateHttpClient(Name, "otlp-http");
        client.DefaultRequestHeaders.Add("x-otlp-api-key", key);
        var span = new
        {
            traceId = "0af7651916cd43dd8448eb211c80319c",
            spanId = "b7ad6b7169203331",
            name = "hello",
            kind = 1,
            startTimeUnixNano = "1",
            endTimeUnixNano = "2",
        };
        var resource = new { attributes = new[] { new { key = "service.name", value = new { stringValue = service } } } };
        var scopeSpans = new[] { new { scope = new { name = "test" }, spans = new[] { span } } };
        var body = new { resourceSpans = new[] { new { resource, scopeSpans } } };
        using var response = await client.PostAsJsonAsync("/v1/traces", body, Deadline);
        return response.StatusCode;
    }

    public async ValueTask DisposeAsync()
    {
        await Application.DisposeAsync();
        _deadline.Dispose();
    }
}
