using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>A gateway before a provider that no test of a class may reach.</summary>
public sealed class UnaskedProvider : IAsyncLifetime
{
    /// <summary>The provider.</summary>
    internal ScriptedProvider Provider { get; private set; } = null!;

    /// <summary>The gateway.</summary>
    internal GatewayServer Gateway { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Provider = await Upstream.StartAsync();
        Gateway = GatewayServer.Before(Provider);
    }

    public async ValueTask DisposeAsync()
    {
        await Gateway.DisposeAsync();
        await Provider.DisposeAsync();
    }
}
