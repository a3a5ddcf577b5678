using System.Collections.Concurrent;

namespace LlmAspire.Gateway.Telemetry;

/// <summary>
/// Bounds the values of a label that a client has a hand in: names from the configuration always pass, the first
/// <see cref="Capacity"/> others do, all later ones become <c>other</c>. Thread-safe.
/// </summary>
internal sealed class LabelCap
{
    /// <summary>What stands for every name beyond the cap.</summary>
    public const string Other = "other";

    /// <summary>How many names beyond the configured ones are let through.</summary>
    public const int Capacity = 200;

    private readonly ConcurrentDictionary<string, bool> _names = new(StringComparer.Ordinal);
    private int _room = Capacity;

    /// <summary>Lets the configured names through for ever.</summary>
    /// <param name="configured">The names.</param>
    public LabelCap(IEnumerable<string> configured)
    {
        foreach (var name in configured)
        {
            _names.TryAdd(name, true);
        }
    }

    /// <summary>The label for a name.</summary>
    /// <param name="name">The name.</param>
    /// <returns>The name, or <see cref="Other"/>.</returns>
    public string Of(string name)
    {
        if (_names.ContainsKey(name))
        {
            return name;
        }

        if (Volatile.Read(ref _room) <= 0 || Interlocked.Decrement(ref _room) < 0)
        {
            return Other;
        }

        _names.TryAdd(name, true);
        return name;
    }
}
