using LlmAspire.ServiceDefaults.Discovery;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Where a provider answers: the addresses behind its name, taken in turn, found again when the configuration is reloaded. Thread-safe.</summary>
internal sealed class ProviderAddress
{
    private readonly ServiceEndpointResolver _endpoints;
    private readonly Uri _address;
    private string[] _real;
    private uint _turn;

    /// <summary>Resolves an address.</summary>
    /// <param name="endpoints">Service discovery.</param>
    /// <param name="address">The address as it is configured.</param>
    public ProviderAddress(ServiceEndpointResolver endpoints, Uri address)
    {
        _endpoints = endpoints;
        _address = address;
        _real = Resolve();
    }

    /// <summary>The address for the next call.</summary>
    /// <returns>Scheme, host, port and path.</returns>
    public string Next()
    {
        var real = Volatile.Read(ref _real);
        return real.Length == 1 ? real[0] : real[Interlocked.Increment(ref _turn) % (uint)real.Length];
    }

    /// <summary>The configuration has changed.</summary>
    public void Refresh() => Volatile.Write(ref _real, Resolve());

    private string[] Resolve() => [.. _endpoints.ResolveAll(_address).Select(real => real.AbsoluteUri)];
}
