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
    /// Reads a stream up to an item and cancels while the next one is being waited for. Cancelled between two items, .NET's HttpClient
    /// would read
    /// on for up to two seconds, to save the connection.
    /// </summary>
    protected static async Task CancelWhileWaitingAsync<T>(Func<CancellationToken, IAsyncEnumerable<T>> stream, int afterItems)
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
