namespace LlmAspire.Gateway.Filters;

/// <summary>The words for faults in telemetry.</summary>
internal static class FilterFaultExtensions
{
    /// <summary>The fault's word.</summary>
    /// <param name="fault">The fault.</param>
    /// <returns>A word in snake case.</returns>
    public static string Word(this FilterFault fault) => fault switch
    {
        FilterFault.CircuitOpen => "circuit_open",
        FilterFault.Unreachable => "unreachable",
        FilterFault.Status => "status",
        FilterFault.Timeout => "timeout",
        FilterFault.Protocol => "protocol",
        FilterFault.BrokenOff => "broken_off",
        FilterFault.Unsupported => "unsupported",
        FilterFault.Unreadable => "unreadable",
        _ => "none",
    };
}
