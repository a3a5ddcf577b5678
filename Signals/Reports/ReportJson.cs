using System.Text.Json;
using LlmAspire.Signals.Taxonomy;

namespace LlmAspire.Signals.Reports;

/// <summary>Writes a report as JSON: the answer of the gateway, the line of a replay.</summary>
public static class ReportJson
{
    /// <summary>Writes the report as one object.</summary>
    public static void Write(Utf8JsonWriter json, ConversationReport report)
    {
        json.WriteStartObject();
        json.WriteBoolean("flagged", report.Flagged);
        json.WriteString("overall_quality", report.OverallQuality.Word);
        json.WriteNumber("quality_score", report.QualityScore);
        json.WriteString("summary", report.Summary);
        WriteTurns(json, report.TurnMetrics);
        WriteCounts(json, report.Tally);
        json.WriteStartArray("signals");
        foreach (var signal in report.Signals)
        {
            WriteSignal(json, signal);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes the metadata of a signal as one object.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="metadata">The metadata.</param>
    /// <param name="withContent">False leaves out the values that repeat text of the conversation.</param>
    public static void WriteMetadata(Utf8JsonWriter json, IReadOnlyList<MetadataEntry> metadata, bool withContent = true)
    {
        json.WriteStartObject();
        foreach (var entry in metadata)
        {
            if (withContent || !entry.IsContent)
            {
                json.WritePropertyName(entry.Key);
                WriteValue(json, entry.Value.Value);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteTurns(Utf8JsonWriter json, TurnMetrics turns)
    {
        json.WriteStartObject("turn_metrics");
        json.WriteNumber("total_turns", turns.TotalTurns);
        json.WriteNumber("user_turns", turns.UserTurns);
        json.WriteNumber("assistant_turns", turns.AssistantTurns);
        json.WriteBoolean("is_dragging", turns.IsDragging);
        json.WriteNumber("efficiency_score", turns.EfficiencyScore);
        json.WriteEndObject();
    }

    private static void WriteCounts(Utf8JsonWriter json, SignalTally tally)
    {
        json.WriteStartObject("signal_counts");
        foreach (var type in SignalTaxonomy.Types)
        {
            if (tally.CountOf(type) is > 0 and var count)
            {
                json.WriteNumber(type.Id, count);
            }
        }

        json.WriteEndObject();
    }

    private static void WriteSignal(Utf8JsonWriter json, SignalInstance signal)
    {
        json.WriteStartObject();
        json.WriteString("type", signal.Type.Id);
        json.WriteNumber("message_index", signal.MessageIndex);
        json.WriteNumber("confidence", signal.Confidence);
        json.WriteString("snippet", signal.Snippet);
        json.WritePropertyName("metadata");
        WriteMetadata(json, signal.Metadata);
        json.WriteEndObject();
    }

    private static void WriteValue(Utf8JsonWriter json, object value)
    {
        switch (value)
        {
            case string text:
                json.WriteStringValue(text);
                break;
            case long whole:
                json.WriteNumberValue(whole);
                break;
            case double number:
                json.WriteNumberValue(number);
                break;
            case bool truth:
                json.WriteBooleanValue(truth);
                break;
            case string[] texts:
                JsonSerializer.Serialize(json, texts);
                break;
        }
    }
}
