using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reports;

/// <summary>One signal: what was found, where and why.</summary>
/// <param name="Type">The kind.</param>
/// <param name="MessageIndex">
/// Where: in Refined mode the index in the given messages, in Reference mode the row index with the reference's own window offsets.
/// </param>
/// <param name="Confidence">How sure, from 0 to 1.</param>
/// <param name="Snippet">The phrase, excerpt or statement that shows it; null when there is none. Content.</param>
/// <param name="Metadata">Named details, in the order they are written.</param>
public sealed record SignalInstance(
    SignalType Type,
    int MessageIndex,
    double Confidence,
    string? Snippet,
    IReadOnlyList<MetadataEntry> Metadata);
