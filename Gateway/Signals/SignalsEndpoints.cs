using System.Buffers;
using System.Text.Json;
using LlmAspire.Gateway.Errors;
using LlmAspire.Gateway.Forwarding;
using LlmAspire.Gateway.Providers;
using LlmAspire.Signals.Analysis;
using LlmAspire.Signals.Conversations;
using LlmAspire.Signals.Packs;
using LlmAspire.Signals.Reports;
using Microsoft.Extensions.Options;

namespace LlmAspire.Gateway.Signals;

/// <summary><c>POST /v1/signals/analyze</c>: the report on a conversation that the caller sends. Nothing of it is kept.</summary>
internal static class SignalsEndpoints
{
    private static readonly JsonDocumentOptions Deep = new() { MaxDepth = 256 };

    /// <summary>Maps the endpoint.</summary>
    /// <param name="app">The gateway.</param>
    public static void MapAnalyze(WebApplication app) => app.MapPost("/v1/signals/analyze", AnalyzeAsync);

    private static async Task AnalyzeAsync(HttpContext context, AnalyzerCatalog analyzers, IOptions<GatewayOptions> options)
    {
        var (report, error) = RequestGuard.CheckBody(context.Request) is { } refusal
            ? (null, refusal)
            : await ReadAsync(context, analyzers, options.Value.MaxRequestBodyBytes);
        if (report is null)
        {
            await ErrorResponses.WriteAsync(context.Response, OpenAiErrors.Instance, error!, context.RequestAborted);
            return;
        }

        var body = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(body))
        {
            ReportJson.Write(json, report);
        }

        context.Response.ContentType = "application/json; charset=utf-8";
        context.Response.ContentLength = body.WrittenCount;
        await context.Response.Body.WriteAsync(body.WrittenMemory, context.RequestAborted);
    }

    private static async Task<(ConversationReport? Report, GatewayError? Error)> ReadAsync(
        HttpContext context, AnalyzerCatalog analyzers, long limit)
    {
        try
        {
            using var body = await RequestBody.ReadAsync(context, limit);
            return body is null ? (null, GatewayError.TooLarge(limit)) : Analyze(body.Bytes, analyzers);
        }
        catch (BadHttpRequestException failure) when (!context.RequestAborted.IsCancellationRequested)
        {
            return (null, GatewayError.Unreadable(failure.StatusCode));
        }
    }

    private static (ConversationReport? Report, GatewayError? Error) Analyze(ReadOnlyMemory<byte> body, AnalyzerCatalog analyzers)
    {
        try
        {
            using var document = JsonDocument.Parse(body, Deep);
            var request = document.RootElement;
            if (request.ValueKind != JsonValueKind.Object || !request.TryGetProperty("messages", out var messages))
            {
                return (null, GatewayError.BadRequest("The request has no 'messages'.", "messages"));
            }

            return ModeOf(request, out var mode) is { } wrong
                ? (null, wrong)
                : (analyzers.Of(mode).Analyze(ConversationReader.Read(messages)), null);
        }
        catch (JsonException exception)
        {
            return (null, GatewayError.BadRequest(
                $"The request body is not valid JSON (line {exception.LineNumber + 1}, byte {exception.BytePositionInLine + 1})."));
        }
        catch (ConversationFormatException exception)
        {
            return (null, GatewayError.BadRequest(exception.Message, "messages"));
        }
        catch (SignalPackException exception)
        {
            return (null, GatewayError.BadRequest(exception.Message, "mode"));
        }
    }

    private static GatewayError? ModeOf(JsonElement request, out SignalsMode? mode)
    {
        mode = null;
        if (!request.TryGetProperty("mode", out var given) || given.ValueKind == JsonValueKind.Null)
        {
            return null;
        }

        mode = given.ValueKind != JsonValueKind.String ? null : given.GetString() switch
        {
            "refined" => SignalsMode.Refined,
            "reference" => SignalsMode.Reference,
            _ => null,
        };
        return mode is null ? GatewayError.BadRequest("The member 'mode' must be 'refined' or 'reference'.", "mode") : null;
    }
}
