using System.Net;
using LlmAspire.Gateway;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using LlmAspire.Tests.MockLlm.Infrastructure;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.Gateway.Forwarding;

/// <summary>Alone in its process while it runs: the heap that it measures is everybody's.</summary>
[Collection(nameof(GrowthTests))]
[CollectionDefinition(nameof(GrowthTests), DisableParallelization = true)]
public sealed class GrowthTests
{
    private const long Allowed = 1024 * 1024;

    private static readonly int StreamsAPart = TestScale.IsFull ? 1100 : 100;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Memory_does_not_grow_with_the_number_of_streams()
    {
        await using var mock = MockLlmServer.StartWith("KeepCalls", "10");
        await using var origin = new WebApplicationFactory<GatewayAssembly>();
        await using var gateway = origin.WithWebHostBuilder(host => host
            .UseEnvironment("Production")
            .UseSetting("Logging:Console:LogLevel:Default", "None")
            .UseSetting("Gateway:Providers:mock:Address", mock.BaseAddress.AbsoluteUri)
            .UseSetting("Gateway:Providers:mock:Default", "true"));
        gateway.UseKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        gateway.StartServer();
        var addresses = gateway.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses;
        using var client = new HttpClient(new SocketsHttpHandler { MaxResponseDrainSize = 0 }) { BaseAddress = new Uri(addresses.Single()) };

        await StreamAsync(client, 400);
        var grown = await HeapGrowth.OverAsync(() => StreamAsync(client, StreamsAPart));

        Assert.True(grown < Allowed, $"nine times {StreamsAPart} streams left {grown} bytes behind");
    }

    /// <summary>Every third client leaves in the middle.</summary>
    private static async Task StreamAsync(HttpClient client, int count)
    {
        var buffer = new byte[4096];
        for (var i = 0; i < count; i++)
        {
            var leaves = i % 3 == 0;
            using var request = GatewayServer.Post(
                "/v1/chat/completions",
                $$"""{"model":"{{(leaves ? "mock-50x20" : "mock-20x0")}}","stream":true,"messages":[{"role":"user","content":"hello {{i}}"}]}""");
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
            await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
            while (await body.ReadAsync(buffer, Cancelled) > 0 && !leaves)
            {
            }
        }
    }
}
