using LlmAspire.Gateway.Authentication;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace LlmAspire.Tests.Gateway.Authentication;

/// <summary>What is bound in the end, whoever bound it.</summary>
public sealed class BoundAddressTests
{
    [Theory]
    [InlineData("http://0.0.0.0:5080")]
    [InlineData("http://[::]:5080")]
    [InlineData("https://*:443")]
    [InlineData("http://192.0.2.7:80")]
    [InlineData("http://gateway.internal:80")]
    public async Task An_address_that_other_machines_reach_ends_the_start_unless_that_is_allowed(string address)
    {
        await Assert.ThrowsAsync<OptionsValidationException>(() => CheckAsync(address, new AuthenticationOptions()));
        await CheckAsync(address, new AuthenticationOptions { AllowAnonymous = true });
        await CheckAsync(address, new AuthenticationOptions { ApiKeys = { new ApiKeyOptions { Name = "a", Sha256 = new string('0', 64) } } });
    }

    [Theory]
    [InlineData("http://127.0.0.1:5080")]
    [InlineData("http://127.1.2.3:5080")]
    [InlineData("http://[::1]:5080")]
    [InlineData("http://localhost:5080")]
    [InlineData("http://unix:/tmp/gateway.sock")]
    public Task An_address_of_this_machine_is_well(string address) => CheckAsync(address, new AuthenticationOptions());

    private static Task CheckAsync(string address, AuthenticationOptions options) =>
        new BoundAddressCheck(new Bound(address), Options.Create(options)).StartedAsync(TestContext.Current.CancellationToken);

    private sealed class Bound : IServer
    {
        public Bound(string address)
        {
            var addresses = new ServerAddressesFeature();
            addresses.Addresses.Add(address);
            Features.Set<IServerAddressesFeature>(addresses);
        }

        public IFeatureCollection Features { get; } = new FeatureCollection();

        public Task StartAsync<TContext>(IHttpApplication<TContext> application, CancellationToken cancellationToken)
            where TContext : notnull => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public void Dispose()
        {
        }
    }
}
