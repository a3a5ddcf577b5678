using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.MockLlm.Infrastructure;
using LlmAspire.Tests.MockLlm.Sdks;

namespace LlmAspire.Tests.Gateway.Sdks;

/// <summary>OpenAI's own SDK sees of Responses through the gateway what it sees straight at the mock.</summary>
public sealed class OpenAiResponsesSdkThroughTheGatewayTests : OpenAiResponsesSdkContract
{
    private MockLlmServer? _mock;
    private GatewayServer? _gateway;

    protected override Uri BaseAddress => _gateway!.BaseAddress;

    protected override HttpClient Mock => _mock!.Client;

    public override ValueTask InitializeAsync()
    {
        _mock = MockLlmServer.Start();
        _gateway = GatewayServer.Start(
            [("Gateway:Providers:mock:Address", _mock.BaseAddress.AbsoluteUri), ("Gateway:Providers:mock:Default", "true")]);
        return ValueTask.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await _gateway!.DisposeAsync();
        await _mock!.DisposeAsync();
    }
}
