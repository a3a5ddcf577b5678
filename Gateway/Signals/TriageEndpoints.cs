using System.Text.Encodings.Web;
using System.Text.Json;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Errors;

namespace LlmAspire.Gateway.Signals;

/// <summary>
/// <c>GET /v1/signals/conversations</c>: the conversations worth a look, the one used last first, with the trace of the last call of each. As
/// a list without text of the conversations, or as lines of JSON with the whole reports.
/// </summary>
internal static class TriageEndpoints
{
    private static readonly string[] Listed = ["flagged", "overall_quality", "quality_score", "summary", "turn_metrics", "signal_counts"];
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps the endpoint.</summary>
    /// <param name="app">The gateway.</param>
    public static void MapTriage(WebApplication app) => app.MapGet("/v1/signals/conversations", AnswerAsync);

    private static async Task AnswerAsync(HttpContext context, IReportStore reports)
    {
        if (TriageFilter.Read(context.Request.Query, out var filter) is { } error)
        {
            await ErrorResponses.WriteAsync(context.Response, OpenAiErrors.Instance, error, context.RequestAborted);
            return;
        }

        context.Response.ContentType = filter.IsExport ? "application/jsonl; charset=utf-8" : "application/json; charset=utf-8";
        await using var json = new Utf8JsonWriter(context.Response.BodyWriter, Readable);
        if (filter.IsExport)
        {
            await ExportAsync(context, json, reports, filter);
        }
        else
        {
            await ListAsync(context, json, reports, filter);
        }
    }

    private static async Task ListAsync(HttpContext context, Utf8JsonWriter json, IReportStore reports, TriageFilter filter)
    {
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        var count = 0;
        await foreach (var (stored, report) in FindAsync(context, reports, filter))
        {
            if (++count > filter.Limit)
            {
                break;
            }

            json.WriteStartObject();
            WriteHead(json, stored);
            foreach (var member in report.EnumerateObject().Where(static member => Listed.Contains(member.Name)))
            {
                member.WriteTo(json);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteBoolean("has_more", count > filter.Limit);
        json.WriteEndObject();
        await json.FlushAsync(context.RequestAborted);
    }

    private static async Task ExportAsync(HttpContext context, Utf8JsonWriter json, IReportStore reports, TriageFilter filter)
    {
        var count = 0;
        await foreach (var (stored, report) in FindAsync(context, reports, filter))
        {
            if (++count > filter.Limit)
            {
                break;
            }

            json.WriteStartObject();
            WriteHead(json, stored);
            json.WritePropertyName("report");
            report.WriteTo(json);
            json.WriteEndObject();
            await json.FlushAsync(context.RequestAborted);
            await context.Response.WriteAsync("\n", context.RequestAborted);
            json.Reset();
        }
    }

    private static async IAsyncEnumerable<(StoredReport Stored, JsonElement Report)> FindAsync(
        HttpContext context, IReportStore reports, TriageFilter filter)
    {
        await foreach (var stored in reports.ListAsync(ConversationKey.DefaultTenant, context.RequestAborted))
        {
            using var document = JsonDocument.Parse(stored.Report);
            if (filter.Wants(document.RootElement))
            {
                yield return (stored, document.RootElement);
            }
        }
    }

    private static void WriteHead(Utf8JsonWriter json, StoredReport stored)
    {
        json.WriteString("id", stored.ConversationId);
        json.WriteNumber("updated_at", stored.UpdatedAt.ToUnixTimeSeconds());
        json.WriteString("trace_id", stored.TraceId);
    }
}
