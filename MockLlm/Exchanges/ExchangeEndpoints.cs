using System.Buffers;
using System.Text.Json;
using LlmAspire.MockLlm.Dialects;
using LlmAspire.MockLlm.Dialects.OpenAi;
using LlmAspire.MockLlm.Dialects.OpenAiChat;
using LlmAspire.MockLlm.Scripting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmAspire.MockLlm.Exchanges;

/// <summary>The provider's paths, each with its dialect.</summary>
internal static class ExchangeEndpoints
{
    /// <summary>Maps every API that the mock plays.</summary>
    /// <param name="app">The service.</param>
    public static void MapProviderApis(this IEndpointRouteBuilder app)
    {
        MapDialect(app, "/v1/chat/completions", new ChatDialect());
        app.MapGet("/v1/models", (ModelCatalog models) => Json(json => OpenAiModels.WriteList(json, models.Listed)));
        app.MapGet("/v1/models/{**model}", (string model, ModelCatalog models) => models.Contains(model)
            ? Json(json => OpenAiModels.WriteOne(json, model))
            : Refusal(OpenAiWording.Instance.UnknownModel(model)));
        app.MapFallback("/v1/{**path}", (HttpRequest request) =>
            Refusal(OpenAiWording.Instance.UnknownPath(request.Method, request.Path)));
    }

    private static void MapDialect(IEndpointRouteBuilder app, string path, IDialect dialect)
    {
        app.MapPost(path, (HttpContext context, Exchange exchange) => exchange.AnswerAsync(context, dialect));
        app.MapMethods(path, ["GET", "PUT", "PATCH", "DELETE"], (HttpRequest request) =>
            Refusal(OpenAiWording.Instance.WrongMethod(request.Method, request.Path)));
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

    private static Utf8ContentHttpResult Refusal(Failure failure)
    {
        var output = new ArrayBufferWriter<byte>();
        OpenAiError.Write(failure, output);
        return TypedResults.Text(output.WrittenSpan, "application/json", failure.Status);
    }
}
