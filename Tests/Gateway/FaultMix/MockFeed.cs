using System.Collections.Concurrent;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;

namespace LlmAspire.Tests.Gateway.FaultMix;

/// <summary>What the mock sees, as it happens: tells when a call has arrived, and how each ended.</summary>
internal sealed class MockFeed : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _arrived = new();
    private readonly CancellationTokenSource _stop;
    private readonly Task _following;

    private MockFeed(Stream feed, CancellationToken cancellationToken)
    {
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _following = FollowAsync(feed);
    }

    /// <summary>Opens the feed.</summary>
    /// <param name="mock">A client of the mock.</param>
    /// <param name="cancellationToken">Closes it.</param>
    /// <returns>A feed that misses nothing from now on.</returns>
    public static async Task<MockFeed> OpenAsync(HttpClient mock, CancellationToken cancellationToken) =>
        new(await mock.GetStreamAsync("/mock/calls/live", cancellationToken), cancellationToken);

    /// <summary>Waits until a call has arrived.</summary>
    /// <param name="requestId">The call's request id.</param>
    /// <returns>When it has.</returns>
    public Task ArrivedAsync(string requestId) => Arrival(requestId).Task.WaitAsync(TimeSpan.FromSeconds(60), _stop.Token);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _following;
        _stop.Dispose();
    }

    private TaskCompletionSource Arrival(string requestId) =>
        _arrived.GetOrAdd(requestId, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));

    private async Task FollowAsync(Stream feed)
    {
        try
        {
            await using (feed)
            {
                await foreach (var item in SseParser.Create(feed).EnumerateAsync(_stop.Token))
                {
                    if (item.EventType == "arrived")
                    {
                        Arrival((string?)JsonNode.Parse(item.Data)!["headers"]!["x-request-id"] ?? "").TrySetResult();
                    }
                }
            }
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // The test is over.
        }
    }
}
