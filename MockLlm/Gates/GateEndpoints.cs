using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmAspire.MockLlm.Gates;

/// <summary><c>GET /mock/gates</c> tells what waits; <c>POST /mock/gates/{name}/release</c> lets answers pass.</summary>
internal static class GateEndpoints
{
    /// <summary>Maps both.</summary>
    /// <param name="app">The service.</param>
    public static void MapPauseGates(this IEndpointRouteBuilder app)
    {
        app.MapGet("/mock/gates", (PauseGates gates) => TypedResults.Ok(gates.State()));
        app.MapPost("/mock/gates/{name}/release", Release);
    }

    private static Results<Ok<IReadOnlyDictionary<string, GateState>>, ProblemHttpResult> Release(
        string name, PauseGates gates, int count = 1)
    {
        if (count is < 1 or > PauseGates.MaxSpareReleases)
        {
            return TypedResults.Problem($"count is {count}; allowed is 1 to {PauseGates.MaxSpareReleases}.", statusCode: 400);
        }

        return gates.TryRelease(name, count)
            ? TypedResults.Ok(gates.State())
            : TypedResults.Problem($"More than {PauseGates.MaxSpareReleases} releases wait for answers that never came.", statusCode: 409);
    }
}
