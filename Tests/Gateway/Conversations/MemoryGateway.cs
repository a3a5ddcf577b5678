using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>One gateway for the tests of a class that make their own conversations in it and look at no others. It has no provider.</summary>
public sealed class MemoryGateway : IAsyncDisposable
{
    /// <summary>The gateway.</summary>
    internal GatewayServer Server { get; } = GatewayServer.Start([]);

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
