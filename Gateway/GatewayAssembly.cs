namespace LlmAspire.Gateway;

/// <summary>Marks this assembly: tests that start several web projects name one type of each.</summary>
public sealed class GatewayAssembly
{
    private GatewayAssembly()
    {
    }
}
