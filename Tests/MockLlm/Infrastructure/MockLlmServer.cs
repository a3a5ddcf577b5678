using System.Net;
using LlmAspire.MockLlm;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.MockLlm.Infrastructure;

/// <summary>A mock of its own for one test: real Kestrel on a free port.</summary>
internal sealed class MockLlmServer : IAsyncDisposable
{
    private readonly WebApplicationFactory<MockLlmAssembly> _origin = new();
    private readonly WebApplicationFactory<MockLlmAssembly> _factory;

    private MockLlmServer(Action<IWebHostBuilder> configure)
    {
        _factory = _origin.WithWebHostBuilder(host => configure(host.UseSetting("Logging:Console:LogLevel:Default", "None")));
        _factory.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _factory.StartServer();
        var addresses = _factory.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        BaseAddress = new Uri(addresses.Single());
        Client = new HttpClient { BaseAddress = BaseAddress };
    }

    /// <summary>Where the mock listens.</summary>
    public Uri BaseAddress { get; }

    /// <summary>A client of the mock.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts a mock.</summary>
    /// <param name="configure">Changes its settings or services.</param>
    /// <returns>A mock that listens.</returns>
    public static MockLlmServer Start(Action<IWebHostBuilder>? configure = null) => new(configure ?? (_ => { }));

    /// <summary>Starts a mock with one setting.</summary>
    /// <param name="setting">The setting's name below <c>MockLlm</c>.</param>
    /// <param name="value">Its value.</param>
    /// <returns>A mock that listens.</returns>
    public static MockLlmServer StartWith(string setting, string value) => Start(host => host.UseSetting($"MockLlm:{setting}", value));

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
        await _origin.DisposeAsync();
    }
}
