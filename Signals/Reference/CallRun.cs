using LlmAspire.Signals.Reports;

namespace LlmAspire.Signals.Reference;

/// <summary>Calls of one tool in a row.</summary>
/// <param name="Name">The tool.</param>
/// <param name="First">The place of the first call.</param>
/// <param name="Last">The place of the last call.</param>
/// <param name="Calls">How many calls.</param>
/// <param name="Variations">How many different arguments.</param>
internal sealed record CallRun(string Name, int First, int Last, int Calls, int Variations)
{
    /// <summary>What is told of every run.</summary>
    public IEnumerable<MetadataEntry> Metadata =>
        [new("tool_name", Name), new("start_index", First), new("end_index", Last), new("call_count", Calls)];

    /// <summary>True when the two have a place in common.</summary>
    public bool Overlaps(CallRun other) => Last >= other.First && First <= other.Last;
}
