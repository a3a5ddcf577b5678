using System.Text;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm.Sdks;

/// <summary>What an official SDK must see, whoever stands between it and the mock: a derived class says where the SDK is pointed
/// at.</summary>
public abstract class SdkContract : IAsyncLifetime
{
    /// <summary>Where the SDK is pointed at, without <c>/v1</c>.</summary>
    protected abstract Uri BaseAddress { get; }

    /// <summary>The mock itself, to script it and to ask it what happened.</summary>
    protected abstract HttpClient Mock { get; }

    public abstract ValueTask InitializeAsync();

    public abstract ValueTask DisposeAsync();

    /// <summary>Registers a scenario.</summary>
    protected async Task ScriptAsync(string name, string scenario)
    {
        using var response = await Mock.PutAsync($"/mock/scenarios/{name}", new StringContent(scenario, Encoding.UTF8), TestDeadline.Token);
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(TestDeadline.Token));
    }

    /// <summary>
    /// Reads a stream up to an item, cancels while the next one is being waited for, and checks that the mock sees it within 12 chunks.
    /// Cancelled between two items, .NET's HttpClient reads on for up to two seconds, to save the connection; an item that comes at that very
    /// moment makes it so, which nobody can rule out from here, so there are several tries.
    /// </summary>
    protected async Task SeesCancellingAtOnceAsync<T>(Func<string, CancellationToken, IAsyncEnumerable<T>> stream, int afterItems)
    {
        var seen = new List<int>();
        for (var length = 1000; length < 1005; length++)
        {
            var model = $"mock-{length}x10";
            await CancelWhileWaitingAsync(leave => stream(model, leave), afterItems);

            var call = await MockCalls.EndedAsync(Mock, model);
            Assert.Equal("client_gone", (string?)call["end"]);
            seen.Add((int)call["chunks"]!);
            if (seen[^1] <= afterItems + 12)
            {
                break;
            }
        }

        Assert.InRange(seen[^1], 3, afterItems + 12);
    }

    private static async Task CancelWhileWaitingAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> stream, int afterItems)
    {
        using var leave = CancellationTokenSource.CreateLinkedTokenSource(TestDeadline.Token);
        await using var items = stream(leave.Token).GetAsyncEnumerator(leave.Token);
        var seen = 0;
        Task<bool> next;
        do
        {
            next = items.MoveNextAsync().AsTask();
            if (!next.IsCompleted && seen >= afterItems)
            {
                await leave.CancelAsync();

                // An item that was on its way may still win the race.
                await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
                {
                    while (await next)
                    {
                        next = items.MoveNextAsync().AsTask();
                    }
                });
                return;
            }

            seen++;
        }
        while (await next);

        Assert.Fail("The stream ended before it could be cancelled.");
    }
}
