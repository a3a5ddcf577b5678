using System.Net.ServerSentEvents;
using System.Runtime.CompilerServices;

namespace LlmAspire.MockLlm.Calls;

/// <summary>
/// What really happened, to compare with what others report: <c>GET /mock/calls</c> (query: <c>after</c>, <c>model</c>), <c>DELETE
/// /mock/calls</c>,
/// and <c>GET /mock/calls/live</c>, server-sent events
/// <c>following</c> (nothing from here on is missed), <c>arrived</c> and <c>ended</c>.
/// </summary>
internal static class CallEndpoints
{
    /// <summary>Maps all three.</summary>
    /// <param name="app">The service.</param>
    public static void MapCallLog(this IEndpointRouteBuilder app)
    {
        app.MapGet("/mock/calls", (CallLog calls, long after = 0, string? model = null) => TypedResults.Ok(calls.All(after, model)));
        app.MapDelete("/mock/calls", (CallLog calls) =>
        {
            calls.Clear();
            return TypedResults.NoContent();
        });
        app.MapGet("/mock/calls/live", (CallLog calls, IHostApplicationLifetime lifetime, CancellationToken cancellationToken) =>
            TypedResults.ServerSentEvents(FollowAsync(calls, lifetime.ApplicationStopping, cancellationToken)));
    }

    private static async IAsyncEnumerable<SseItem<CallView?>> FollowAsync(
        CallLog calls, CancellationToken stopping, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // An open feed must not keep the service from stopping.
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stopping, cancellationToken);
        var feed = calls.Follow(either.Token);
        yield return new SseItem<CallView?>(null, "following");
        await foreach (var news in feed)
        {
            yield return new SseItem<CallView?>(news.Call, news.What);
        }
    }
}
