using System.Diagnostics.Metrics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using LlmAspire.Gateway;
using LlmAspire.Gateway.Telemetry;
using LlmAspire.Tests.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Infrastructure;

/// <summary>A gateway of its own for one test: real Kestrel on a free port, providers as the test says.</summary>
internal sealed class GatewayServer : IAsyncDisposable
{
    private readonly WebApplicationFactory<GatewayAssembly> _origin = new();
    private readonly WebApplicationFactory<GatewayAssembly> _factory;

    private GatewayServer(IReadOnlyDictionary<string, string?> settings, Action<IServiceCollection> services)
    {
        _factory = _origin.WithWebHostBuilder(host =>
        {
            host.UseEnvironment("Production");
            host.UseSetting("Logging:Console:LogLevel:Default", "None");
            foreach (var (name, value) in settings)
            {
                host.UseSetting(name, value);
            }

            host.ConfigureTestServices(test =>
            {
                test.AddSingleton<ILoggerProvider>(Log);
                services(test);
            });
        });
        _factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _factory.StartServer();
        var addresses = _factory.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        BaseAddress = new Uri(addresses.Single());
        Client = new HttpClient { BaseAddress = BaseAddress };
        Metrics = new MetricRecorder(_factory.Services.GetRequiredService<IMeterFactory>(), Names.Source);
    }

    /// <summary>Where the gateway listens.</summary>
    public Uri BaseAddress { get; }

    /// <summary>A client of the gateway.</summary>
    public HttpClient Client { get; }

    /// <summary>What the gateway logged.</summary>
    public LogRecorder Log { get; } = new();

    /// <summary>What the gateway measured.</summary>
    public MetricRecorder Metrics { get; }

    /// <summary>The gateway's services.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>Starts a gateway with one provider, <c>test</c>, which takes every model.</summary>
    /// <param name="provider">The provider.</param>
    /// <param name="settings">Further settings.</param>
    /// <returns>A gateway that listens.</returns>
    public static GatewayServer Before(ScriptedProvider provider, params (string Name, string? Value)[] settings) => Start(
        [("Gateway:Providers:test:Address", provider.Address.AbsoluteUri), ("Gateway:Providers:test:Default", "true"), .. settings]);

    /// <summary>Starts a gateway.</summary>
    /// <param name="settings">Its settings.</param>
    /// <param name="services">Changes its services.</param>
    /// <returns>A gateway that listens.</returns>
    public static GatewayServer Start((string Name, string? Value)[] settings, Action<IServiceCollection>? services = null) =>
        new(settings.ToDictionary(setting => setting.Name, setting => setting.Value), services ?? (_ => { }));

    /// <summary>A request with a JSON body.</summary>
    /// <param name="path">The path.</param>
    /// <param name="json">The body.</param>
    /// <param name="headers">Headers to send along.</param>
    /// <returns>The request.</returns>
    public static HttpRequestMessage Post(string path, string json, params (string Name, string Value)[] headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new StringContent(json, Encoding.UTF8) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return request;
    }

    /// <summary>Sends a request and reads the whole answer.</summary>
    /// <param name="path">The path.</param>
    /// <param name="json">The body.</param>
    /// <param name="headers">Headers to send along.</param>
    /// <returns>The answer and its body.</returns>
    public async Task<(HttpResponseMessage Response, string Body)> SendAsync(string path, string json, params (string Name, string Value)[] headers)
    {
        using var request = Post(path, json, headers);
        var response = await Client.SendAsync(request, TestContext.Current.CancellationToken);
        return (response, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>The log line of the next call that has ended.</summary>
    /// <param name="outcome">The outcome that it must tell.</param>
    /// <returns>The line.</returns>
    public Task<Logged> WaitForCallAsync(string outcome) => Log.WaitForAsync(entry =>
        entry.Category.EndsWith("CallLog", StringComparison.Ordinal) && entry.Text.StartsWith(outcome + " ", StringComparison.Ordinal));

    public async ValueTask DisposeAsync()
    {
        Metrics.Dispose();
        Client.Dispose();
        await _factory.DisposeAsync();
        await _origin.DisposeAsync();
    }
}
