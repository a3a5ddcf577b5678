using System.Net;
using LlmAspire.FilterService;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.FilterService.Infrastructure;

/// <summary>A filter service of its own for one test: real Kestrel on a free port.</summary>
internal sealed class FilterServer : IAsyncDisposable
{
    private readonly WebApplicationFactory<FilterServiceAssembly> _origin = new();
    private readonly WebApplicationFactory<FilterServiceAssembly> _factory;

    private FilterServer(Action<IWebHostBuilder> configure)
    {
        _factory = _origin.WithWebHostBuilder(host => configure(host
            .UseSetting("Logging:Console:LogLevel:Default", "None")
            .UseSetting("urls", "http://127.0.0.1:0")
            .UseSetting("FilterService:StreamUrl", "http://127.0.0.1:0")));
        _factory.UseKestrel();
        _factory.StartServer();
        var addresses = _factory.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        (Address, StreamAddress) = (new Uri(addresses.First()), new Uri(addresses.Last()));
        Client = new HttpClient { BaseAddress = Address };
    }

    /// <summary>Where the service answers HTTP/1.1.</summary>
    public Uri Address { get; }

    /// <summary>Where it speaks the stream protocol.</summary>
    public Uri StreamAddress { get; }

    /// <summary>The service's parts.</summary>
    public IServiceProvider Services => _factory.Services;

    /// <summary>A client of the service.</summary>
    public HttpClient Client { get; }

    /// <summary>Starts a service.</summary>
    /// <param name="configure">Changes its settings.</param>
    /// <returns>A service that listens.</returns>
    public static FilterServer Start(Action<IWebHostBuilder>? configure = null) => new(configure ?? (_ => { }));

    /// <summary>Sends one chunk.</summary>
    /// <param name="filter">The filter's name.</param>
    /// <param name="chunk">The chunk.</param>
    /// <returns>The answer as it is.</returns>
    public Task<HttpResponseMessage> PostAsync(string filter, byte[] chunk) => Client.PostAsync(
        $"/filters/{filter}/v1/chat/completions", new ByteArrayContent(chunk), TestContext.Current.CancellationToken);

    /// <summary>Sends one chunk and takes the one that replaces it.</summary>
    /// <param name="filter">The filter's name.</param>
    /// <param name="chunk">The chunk.</param>
    /// <returns>What replaces it.</returns>
    public async Task<byte[]> FilterAsync(string filter, byte[] chunk)
    {
        using var response = await PostAsync(filter, chunk);
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        return await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _factory.DisposeAsync();
        await _origin.DisposeAsync();
    }
}
