using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.MockLlm.Sdks;

namespace LlmAspire.Tests.Gateway.Sdks;

/// <summary>The official SDK sees through the gateway what it sees straight at the mock.</summary>
public sealed class OpenAiResponsesSdkThroughTheGatewayTests : OpenAiResponsesSdkContract
{
    private readonly GatewayBeforeMock _servers = new();

    protected override Uri BaseAddress => _servers.BaseAddress;

    protected override HttpClient Mock => _servers.Mock.Client;

    public override ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public override ValueTask DisposeAsync() => _servers.DisposeAsync();
}
