using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm.Sdks;

public sealed class AnthropicSdkStraightToTheMockTests : AnthropicSdkContract
{
    private MockLlmServer? _mock;

    protected override Uri BaseAddress => _mock!.BaseAddress;

    protected override HttpClient Mock => _mock!.Client;

    public override ValueTask InitializeAsync()
    {
        _mock = MockLlmServer.Start();
        return ValueTask.CompletedTask;
    }

    public override ValueTask DisposeAsync() => _mock!.DisposeAsync();
}
