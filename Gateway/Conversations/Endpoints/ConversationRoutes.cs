namespace LlmAspire.Gateway.Conversations.Endpoints;

/// <summary>Maps the APIs of conversations and of stored responses.</summary>
internal static class ConversationRoutes
{
    /// <summary>Maps <c>/v1/conversations</c>, <c>/v1/responses/{id}</c> and its <c>input_items</c>.</summary>
    /// <param name="app">The gateway.</param>
    /// <returns>The same gateway.</returns>
    public static WebApplication MapConversations(this WebApplication app)
    {
        var conversations = app.Services.GetRequiredService<ConversationEndpoints>();
        var items = app.Services.GetRequiredService<ItemEndpoints>();
        var responses = app.Services.GetRequiredService<ResponseEndpoints>();

        var group = app.MapGroup("/v1").AddEndpointFilter(new StoreAvailability(app.Services.GetRequiredService<HistoryState>()));

        // A method of nothing but the context would be taken for one that writes its answer itself.
        group.MapGet("/conversations", (Delegate)conversations.ListAsync);
        group.MapPost("/conversations", (Delegate)conversations.CreateAsync);
        group.MapGet("/conversations/{id}", (HttpContext context, string id) => conversations.GetAsync(context, id));
        group.MapPost("/conversations/{id}", conversations.UpdateAsync);
        group.MapDelete("/conversations/{id}", conversations.DeleteAsync);
        group.MapGet("/conversations/{id}/items", items.ListAsync);
        group.MapPost("/conversations/{id}/items", items.CreateAsync);
        group.MapGet("/conversations/{id}/items/{item}", items.GetAsync);
        group.MapDelete("/conversations/{id}/items/{item}", items.DeleteAsync);
        group.MapGet("/responses/{id}", responses.GetAsync);
        group.MapGet("/responses/{id}/input_items", responses.ListInputAsync);
        group.MapDelete("/responses/{id}", responses.DeleteAsync);
        return app;
    }
}
