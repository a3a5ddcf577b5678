using LlmAspire.MockLlm.Scripting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmAspire.MockLlm.Scenarios;

/// <summary><c>/mock/scenarios</c>: list, put, get and delete scenarios; a bad one is 400 with the line and member of everything wrong in
/// it.</summary>
internal static partial class ScenarioEndpoints
{
    private const int MaxNameLength = 100;

    /// <summary>Maps them.</summary>
    /// <param name="app">The service.</param>
    public static void MapScenarios(this IEndpointRouteBuilder app)
    {
        app.MapGet("/mock/scenarios", (ScenarioStore store) => TypedResults.Ok(store.All.Select(View)));
        app.MapDelete("/mock/scenarios", (ScenarioStore store) =>
        {
            store.Clear();
            return TypedResults.NoContent();
        });
        app.MapPut("/mock/scenarios/{name}", PutAsync);
        app.MapGet("/mock/scenarios/{name}", Get);
        app.MapDelete("/mock/scenarios/{name}", Results<NoContent, NotFound> (string name, ScenarioStore store) =>
            store.Remove(name) ? TypedResults.NoContent() : TypedResults.NotFound());
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> PutAsync(
        string name, HttpRequest request, ScenarioReader reader, ScenarioStore store, ILogger<ScenarioStore> logger)
    {
        if (name.Length > MaxNameLength)
        {
            return TypedResults.Problem($"A scenario's name has at most {MaxNameLength} characters.", statusCode: 400);
        }

        using var body = new StreamReader(request.Body);
        var problems = new List<ScriptProblem>();
        var scenario = reader.Read(name, await body.ReadToEndAsync(request.HttpContext.RequestAborted), problems);
        if (scenario is null)
        {
            return TypedResults.Problem(
                string.Join("; ", problems), statusCode: 400, title: "The scenario is not valid.",
                extensions: new Dictionary<string, object?> { ["problems"] = problems });
        }

        if (!store.TryPut(scenario))
        {
            return TypedResults.Problem($"There are {ScenarioStore.MaxScenarios} scenarios already.", statusCode: 409);
        }

        Log.Registered(logger, scenario.Script.Steps.Length);
        return TypedResults.NoContent();
    }

    private static Results<ContentHttpResult, NotFound> Get(string name, ScenarioStore store) =>
        store.TryGet(name, out var scenario) ? TypedResults.Content(scenario.Text, "application/json") : TypedResults.NotFound();

    private static object View(Scenario scenario) =>
        new { scenario.Name, scenario.Match, Steps = scenario.Script.Steps.Length, scenario.Seen };

    private static partial class Log
    {
        [LoggerMessage(300, LogLevel.Information, "Scenario of {Steps} steps registered")]
        public static partial void Registered(ILogger logger, int steps);
    }
}
