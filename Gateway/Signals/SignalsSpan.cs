using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmAspire.Gateway.Telemetry;
using LlmAspire.Signals.Reports;
using LlmAspire.Signals.Taxonomy;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Signals;

/// <summary>
/// Writes what was found onto a call's span: the reference's attributes, in its layers and under the keys it had before, one event a signal,
/// and the flag on the span's name. Text of the conversation only under the switch for message content.
/// </summary>
internal sealed class SignalsSpan
{
    // Exporters drop what is beyond this number by OpenTelemetry's default; of more signals the latest are told, and the counts tell all.
    private const int MaxEvents = 120;

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly ContentCapture _content;
    private readonly string _marker;

    /// <summary>Writes with the configured flag.</summary>
    /// <param name="content">The switch for message content.</param>
    /// <param name="options">The flag.</param>
    public SignalsSpan(ContentCapture content, IOptions<SignalsOptions> options)
    {
        _content = content;
        _marker = options.Value.FlagMarker;
    }

    /// <summary>Writes a report.</summary>
    /// <param name="span">The span, not ended yet.</param>
    /// <param name="report">The report.</param>
    /// <param name="end">When the answer ended, which is the time of the events.</param>
    public void Add(Activity span, ConversationReport report, DateTime end)
    {
        span.SetTag(Names.Attributes.SignalsQuality, report.OverallQuality.Word);
        span.SetTag(Names.Attributes.SignalsQualityScore, report.QualityScore);
        span.SetTag(Names.Attributes.SignalsTurnCount, (long)report.TurnMetrics.TotalTurns);
        span.SetTag(Names.Attributes.SignalsEfficiencyScore, report.TurnMetrics.EfficiencyScore);
        foreach (var category in SignalTaxonomy.Categories)
        {
            var (count, severity) = Names.OfSignals(category);
            SetCount(span, count, report.Tally.CountOf(category));
            SetCount(span, severity, report.Tally.SeverityOf(category));
        }

        AddEarlierKeys(span, report);
        AddEvents(span, report, end);
        if (report.Flagged && _marker.Length > 0)
        {
            span.DisplayName = $"{span.DisplayName} {_marker}";
        }
    }

    private static void AddEarlierKeys(Activity span, ConversationReport report)
    {
        var tally = report.Tally;
        if (tally.CountOf(SignalCategory.Misalignment) is > 0 and var repairs)
        {
            var ratio = (double)repairs / Math.Max(report.TurnMetrics.UserTurns, 1);
            span.SetTag(Names.Attributes.SignalsRepairCount, (long)repairs);
            span.SetTag(Names.Attributes.SignalsRepairRatio, ratio.ToString("F3", CultureInfo.InvariantCulture));
        }

        var frustration = tally.CountOf(SignalType.NegativeStance);
        SetCount(span, Names.Attributes.SignalsFrustrationCount, frustration);
        SetCount(span, Names.Attributes.SignalsFrustrationSeverity, SignalTally.SeverityOf(frustration));
        SetCount(span, Names.Attributes.SignalsRepetitionCount, tally.CountOf(SignalCategory.Stagnation));
        SetCount(span, Names.Attributes.SignalsPositiveFeedbackCount, tally.CountOf(SignalCategory.Satisfaction));
        if (tally.CountOf(SignalType.Escalation) + tally.CountOf(SignalType.Quit) > 0)
        {
            span.SetTag(Names.Attributes.SignalsEscalationRequested, true);
        }
    }

    private void AddEvents(Activity span, ConversationReport report, DateTime end)
    {
        var signals = report.Signals.Count <= MaxEvents
            ? report.Signals
            : [.. report.Signals.OrderByDescending(static signal => signal.MessageIndex).Take(MaxEvents)];
        foreach (var signal in signals)
        {
            var tags = new ActivityTagsCollection
            {
                { Names.Attributes.SignalType, signal.Type.Id },
                { Names.Attributes.SignalMessageIndex, (long)signal.MessageIndex },
                { Names.Attributes.SignalConfidence, signal.Confidence },
                { Names.Attributes.SignalMetadata, Metadata(signal) },
            };
            if (_content.IsOn && !string.IsNullOrEmpty(signal.Snippet))
            {
                tags.Add(Names.Attributes.SignalSnippet, signal.Snippet);
            }

            span.AddEvent(new ActivityEvent(Names.Events.Signal + signal.Type.Id, end, tags));
        }
    }

    private string Metadata(SignalInstance signal)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            ReportJson.WriteMetadata(json, signal.Metadata, _content.IsOn);
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    private static void SetCount(Activity span, string name, int count)
    {
        if (count > 0)
        {
            span.SetTag(name, (long)count);
        }
    }
}
