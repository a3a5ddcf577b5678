using Microsoft.Extensions.Primitives;

namespace LlmAspire.ServiceDefaults.Discovery;

/// <summary>
/// A logical address that is used again and again: what stands behind it, taken in turn, found again when the configuration is reloaded.
/// Thread-safe.
/// </summary>
public sealed class ResolvedAddress : IDisposable
{
    private readonly Func<IReadOnlyList<Uri>> _resolve;
    private readonly IDisposable _reloads;
    private string[] _real;
    private uint _turn;

    internal ResolvedAddress(Func<IReadOnlyList<Uri>> resolve, Func<IChangeToken> changes)
    {
        _resolve = resolve;
        _real = Resolve();
        _reloads = ChangeToken.OnChange(changes, () => Volatile.Write(ref _real, Resolve()));
    }

    /// <summary>The real address for the next call.</summary>
    /// <returns>An absolute address: scheme, host, port and path.</returns>
    public string Next()
    {
        var real = Volatile.Read(ref _real);
        return real.Length == 1 ? real[0] : real[Interlocked.Increment(ref _turn) % (uint)real.Length];
    }

    /// <summary>Stops following the configuration.</summary>
    public void Dispose() => _reloads.Dispose();

    private string[] Resolve() => [.. _resolve().Select(address => address.AbsoluteUri)];
}
