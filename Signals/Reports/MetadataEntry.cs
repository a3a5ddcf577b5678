namespace LlmAspire.Signals.Reports;

/// <summary>One named value of a signal's metadata.</summary>
/// <param name="Key">The snake_case name.</param>
/// <param name="Value">The value.</param>
/// <param name="IsContent">True when the value repeats text of the conversation, which leaves the process only when content may.</param>
public readonly record struct MetadataEntry(string Key, MetadataValue Value, bool IsContent = false);
