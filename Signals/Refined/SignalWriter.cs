using LlmAspire.Signals.Refined.Interaction;
using LlmAspire.Signals.Refined.Tools;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Refined;

/// <summary>Writes findings down as signals: with the words that show them and the rule that found them.</summary>
internal static class SignalWriter
{
    /// <summary>The metadata key of the rule.</summary>
    public const string Rule = "rule";

    /// <summary>The metadata key that tells whether an outage was followed by a good result at once.</summary>
    public const string Recovered = "recovered";

    private const int MaxSnippet = 120;

    /// <summary>A signal of a message.</summary>
    public static SignalInstance Write(UserFinding finding, int messageIndex, string text)
    {
        var metadata = new List<MetadataEntry> { new(Rule, finding.Rule) };
        if (finding.ComparedTo is { } other)
        {
            metadata.Add(new MetadataEntry("compared_to", (long)other));
        }

        return new SignalInstance(finding.Type, messageIndex, finding.Confidence, Cut(text, finding.Start, finding.Length), metadata);
    }

    /// <summary>A failure or exhaustion of a tool call.</summary>
    public static SignalInstance Write(ToolFinding finding, ToolCall? call, int messageIndex, bool isRecovered)
    {
        var metadata = new List<MetadataEntry> { new(Rule, finding.Rule) };
        if (call is not null)
        {
            metadata.Add(new MetadataEntry("tool_name", call.Name));
            metadata.Add(new MetadataEntry("call_index", (long)call.MessageIndex));
        }

        if (finding.Type.Category == SignalCategory.Exhaustion)
        {
            metadata.Add(new MetadataEntry(Recovered, isRecovered));
        }

        return new SignalInstance(finding.Type, messageIndex, finding.Confidence, Cut(finding.Text, finding.Start, finding.Length), metadata);
    }

    /// <summary>A loop.</summary>
    public static SignalInstance Write(LoopFinding finding) => new(
        finding.Type,
        finding.MessageIndex,
        0.95,
        null,
        [new(Rule, "loops/" + finding.Type.ShortName), new("tools", finding.Tools), new("calls", (long)finding.Calls)]);

    private static string Cut(string text, int start, int length)
    {
        if (length <= MaxSnippet)
        {
            return text.Substring(start, Math.Min(length, text.Length - start)).Trim();
        }

        // A pair of surrogates is not torn apart.
        var end = start + MaxSnippet;
        end -= char.IsHighSurrogate(text[end - 1]) ? 1 : 0;
        return text[start..end].Trim() + "...";
    }
}
