using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Dialects;
using LlmAspire.MockLlm.Dialects.Anthropic;
using LlmAspire.MockLlm.Dialects.Embeddings;
using LlmAspire.MockLlm.Dialects.Ollama;
using LlmAspire.MockLlm.Dialects.OpenAi;
using LlmAspire.MockLlm.Dialects.OpenAiChat;
using LlmAspire.MockLlm.Dialects.OpenAiResponses;
using LlmAspire.MockLlm.Dialects.Raw;
using LlmAspire.MockLlm.Faults;
using LlmAspire.MockLlm.Scripting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmAspire.MockLlm.Exchanges;

/// <summary>The provider's paths, each with its dialect.</summary>
internal static class ExchangeEndpoints
{
    private static readonly string[] OtherMethods = ["GET", "PUT", "PATCH", "DELETE"];

    /// <summary>Maps every API that the mock plays; what is left goes to scripts and recordings.</summary>
    /// <param name="app">The service.</param>
    public static void MapProviderApis(this IEndpointRouteBuilder app)
    {
        MapDialect(app, "/v1/chat/completions", new ChatDialect());
        MapDialect(app, "/v1/responses", new ResponsesDialect());
        MapDialect(app, "/v1/messages", new MessagesDialect());
        MapDialect(app, "/v1/embeddings", new EmbeddingsDialect());
        MapDialect(app, "/api/chat", new OllamaChatDialect());

        MapModels(app);

        var raw = new RawDialect();
        app.MapFallback("/{**path}", (HttpContext context, Exchange exchange) => exchange.AnswerAsync(context, raw));
    }

    private static void MapModels(IEndpointRouteBuilder app)
    {
        var openAi = new ChatDialect();
        var ollama = new OllamaChatDialect();
        app.MapGet("/v1/models", (ModelCatalog models, FaultSwitches faults) =>
            Outage(faults, openAi) ?? Json(json => OpenAiModels.WriteList(json, models.Listed)));
        app.MapGet("/v1/models/{**model}", (string model, ModelCatalog models, FaultSwitches faults) =>
            Outage(faults, openAi) ?? (models.Contains(model)
                ? Json(json => OpenAiModels.WriteOne(json, model))
                : Refusal(openAi, openAi.Wording.UnknownModel(model))));
        app.MapGet("/api/tags", (ModelCatalog models, FaultSwitches faults) =>
            Outage(faults, ollama) ?? Json(json => OllamaModels.WriteList(json, models.Listed)));
    }

    private static Utf8ContentHttpResult? Outage(FaultSwitches faults, IDialect dialect) =>
        faults.IsOn(Fault.Outage) ? Refusal(dialect, dialect.Wording.Unavailable()) : null;

    private static void MapDialect(IEndpointRouteBuilder app, string path, IDialect dialect)
    {
        app.MapPost(path, (HttpContext context, Exchange exchange) => exchange.AnswerAsync(context, dialect));
        app.MapMethods(path, OtherMethods, (HttpRequest request) =>
            Refusal(dialect, dialect.Wording.WrongMethod(request.Method, request.Path)));
    }

    private static Utf8ContentHttpResult Json(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, WireJson.Options))
        {
            write(json);
        }

        return TypedResults.Text(output.WrittenSpan, "application/json", StatusCodes.Status200OK);
    }

    private static Utf8ContentHttpResult Refusal(IDialect dialect, Failure failure)
    {
        var output = new ArrayBufferWriter<byte>();
        dialect.WriteError(failure, output);
        return TypedResults.Text(output.WrittenSpan, "application/json", failure.Status);
    }
}
