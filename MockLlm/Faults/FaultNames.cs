namespace LlmAspire.MockLlm.Faults;

/// <summary>What each fault is called on the wire.</summary>
internal static class FaultNames
{
    /// <summary>Every fault and its name.</summary>
    public static IReadOnlyList<(Fault Fault, string Name)> All { get; } =
        [(Fault.Outage, "outage"), (Fault.Slow, "slow"), (Fault.RateLimit, "rate-limit")];
}
