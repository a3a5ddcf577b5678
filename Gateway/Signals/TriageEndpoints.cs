using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using LlmAspire.Gateway.Authentication;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Conversations.Endpoints;

namespace LlmAspire.Gateway.Signals;

/// <summary>
/// <c>GET /v1/signals/conversations</c>: the caller's conversations that are worth a look, the one used last first, with the trace of the
/// last call of each. As a list without text of the conversations, or as lines of JSON with the whole reports.
/// </summary>
internal static class TriageEndpoints
{
    private static readonly string[] Listed = ["flagged", "overall_quality", "quality_score", "summary", "turn_metrics", "signal_counts"];
    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Maps the endpoint.</summary>
    /// <param name="app">The gateway.</param>
    public static void MapTriage(WebApplication app) => app.MapGet("/v1/signals/conversations", (Delegate)AnswerAsync)
        .AddEndpointFilter(new StoreAvailability(app.Services.GetRequiredService<HistoryState>()));

    private static async Task<IResult> AnswerAsync(HttpContext context, IReportStore reports)
    {
        if (TriageFilter.Read(context.Request.Query, out var filter) is { } error)
        {
            return JsonAnswer.Of(error);
        }

        var found = FindAsync(reports.ListAsync(Caller.Of(context).Tenant, context.RequestAborted), filter);
        return filter.IsExport ? await ExportAsync(found, filter.Limit) : await ListAsync(found, filter.Limit);
    }

    private static async Task<JsonAnswer> ListAsync(IAsyncEnumerable<(StoredReport Stored, JsonElement Report)> found, int limit)
    {
        var body = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(body, Readable);
        json.WriteStartObject();
        json.WriteString("object", "list");
        json.WriteStartArray("data");
        var count = 0;
        await foreach (var (stored, report) in found)
        {
            if (++count > limit)
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
        json.WriteBoolean("has_more", count > limit);
        json.WriteEndObject();
        await json.FlushAsync();
        return JsonAnswer.Of(body.WrittenMemory);
    }

    // The first report is read before the answer begins, so that a store that is away can still be told.
    private static async Task<IResult> ExportAsync(IAsyncEnumerable<(StoredReport Stored, JsonElement Report)> found, int limit)
    {
        var reports = found.GetAsyncEnumerator();
        var any = await reports.MoveNextAsync();
        return Results.Stream(target => WriteAsync(target, reports, any ? limit : 0), "application/jsonl; charset=utf-8");
    }

    private static async Task WriteAsync(
        Stream target, IAsyncEnumerator<(StoredReport Stored, JsonElement Report)> reports, int limit)
    {
        await using var owned = reports;
        var line = new ArrayBufferWriter<byte>();
        for (var count = 0; count < limit; count++)
        {
            line.ResetWrittenCount();
            WriteLine(line, reports.Current.Stored, reports.Current.Report);
            await target.WriteAsync(line.WrittenMemory);
            if (!await reports.MoveNextAsync())
            {
                break;
            }
        }
    }

    private static void WriteLine(ArrayBufferWriter<byte> line, StoredReport stored, JsonElement report)
    {
        using (var json = new Utf8JsonWriter(line, Readable))
        {
            json.WriteStartObject();
            WriteHead(json, stored);
            json.WritePropertyName("report");
            report.WriteTo(json);
            json.WriteEndObject();
        }

        line.Write("\n"u8);
    }

    private static async IAsyncEnumerable<(StoredReport Stored, JsonElement Report)> FindAsync(
        IAsyncEnumerable<StoredReport> reports, TriageFilter filter)
    {
        await foreach (var stored in reports)
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
