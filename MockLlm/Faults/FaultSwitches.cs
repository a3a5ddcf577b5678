namespace LlmAspire.MockLlm.Faults;

/// <summary>Which faults are switched on. Thread-safe; a change holds for the calls, and for the chunks of running answers, that follow
/// it.</summary>
internal sealed class FaultSwitches
{
    private int _on;

    /// <summary>Whether a fault is on.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>True when it is.</returns>
    public bool IsOn(Fault fault) => (Volatile.Read(ref _on) & Bit(fault)) != 0;

    /// <summary>Switches a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <param name="on">On or off.</param>
    public void Set(Fault fault, bool on)
    {
        if (on)
        {
            Interlocked.Or(ref _on, Bit(fault));
        }
        else
        {
            Interlocked.And(ref _on, ~Bit(fault));
        }
    }

    private static int Bit(Fault fault) => 1 << (int)fault;
}
