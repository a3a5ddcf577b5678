namespace LlmAspire.Gateway.Providers;

/// <summary>The list of models.</summary>
internal static class ModelEndpoints
{
    /// <summary>Maps <c>GET /v1/models</c> in OpenAI's shape.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication MapModels(this WebApplication app)
    {
        app.MapGet("/v1/models", ListAsync);
        return app;
    }

    private static async Task<IResult> ListAsync(ModelList models, CancellationToken cancellationToken)
    {
        var known = await models.ReadAsync(cancellationToken);
        return Results.Json(new Listing(
            "list", [.. known.Select(model => new Entry(model.Model, "model", 0, model.Provider))]), ListingJson.Default.Listing);
    }
}
