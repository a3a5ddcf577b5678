using Microsoft.AspNetCore.Http.HttpResults;

namespace LlmAspire.MockLlm.Faults;

/// <summary>
/// <c>GET /mock/faults</c> tells which faults are on; <c>POST /mock/faults/{fault}/{on|off}</c> switches one and tells the same. Health
/// stays
/// as it is: the process is well, it is the provider it plays that fails.
/// </summary>
internal static partial class FaultEndpoints
{
    /// <summary>Maps both.</summary>
    /// <param name="app">The service.</param>
    public static void MapFaultSwitches(this IEndpointRouteBuilder app)
    {
        app.MapGet("/mock/faults", (FaultSwitches faults) => TypedResults.Ok(State(faults)));
        app.MapPost("/mock/faults/{fault}/{state}", Switch);
    }

    private static Results<Ok<Dictionary<string, bool>>, ProblemHttpResult> Switch(
        string fault, string state, FaultSwitches faults, ILogger<FaultSwitches> logger)
    {
        var known = FaultNames.All.Where(entry => entry.Name == fault).ToArray();
        if (known is not [var (which, name)] || state is not ("on" or "off"))
        {
            var names = string.Join(", ", FaultNames.All.Select(entry => entry.Name));
            return TypedResults.Problem($"There is no switch '{fault}/{state}'. Faults: {names}; states: on, off.", statusCode: 404);
        }

        faults.Set(which, state == "on");
        Log.Switched(logger, name, state);
        return TypedResults.Ok(State(faults));
    }

    private static Dictionary<string, bool> State(FaultSwitches faults) =>
        FaultNames.All.ToDictionary(entry => entry.Name, entry => faults.IsOn(entry.Fault));

    private static partial class Log
    {
        [LoggerMessage(200, LogLevel.Information, "Fault {Fault} switched {State}")]
        public static partial void Switched(ILogger logger, string fault, string state);
    }
}
