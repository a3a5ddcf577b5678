using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.Gateway.Infrastructure;

/// <summary>A gateway whose one provider is a mock LLM, both on real sockets.</summary>
internal sealed class GatewayBeforeMock : IAsyncDisposable
{
    private readonly GatewayServer _gateway;

    /// <summary>Starts both.</summary>
    /// <param name="settings">Further settings of the gateway.</param>
    public GatewayBeforeMock(params (string Name, string? Value)[] settings)
    {
        Mock = MockLlmServer.Start();
        _gateway = GatewayServer.Start(
            [("Gateway:Providers:mock:Address", Mock.BaseAddress.AbsoluteUri), ("Gateway:Providers:mock:Default", "true"), .. settings]);
    }

    /// <summary>The mock, to script it and to ask it what happened.</summary>
    public MockLlmServer Mock { get; }

    /// <summary>Where the gateway listens.</summary>
    public Uri BaseAddress => _gateway.BaseAddress;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await Mock.DisposeAsync();
    }
}
