using LlmAspire.Gateway.Filters.Streams;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>The sending half of an exchange by itself, where the order of two things can be chosen.</summary>
public sealed class FilterExchangeTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_a_client_leaves_behind_is_broken_off_and_does_not_reach_the_filter_as_a_whole_answer()
    {
        using var client = new CancellationTokenSource();
        await using var silent = new SilentStream();
        using var exchange = new FilterExchange(silent, isDocument: false, TimeSpan.FromMinutes(1), TimeProvider.System);
        Task? request = null;

        // The source listens to the client later than the exchange does, so that it is told first and has failed before the exchange ends;
        // away from the test's own context, where what follows would wait its turn.
        await Task.Run(
            () =>
            {
                _ = exchange.Start(
                    async (content, cancellationToken) =>
                    {
                        request = content.CopyToAsync(Stream.Null, context: null, cancellationToken);
                        await request;
                        return new HttpResponseMessage();
                    },
                    client.Token);
            },
            Cancelled);
        await client.CancelAsync();
        await exchange.Sending;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request!);
        Assert.False(exchange.IsSent);
    }

    private sealed class SilentStream : ReadOnlyStream
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            // Unlike Task.Delay it lets whoever waits go on at once.
            var left = new TaskCompletionSource();
            await using var registration = cancellationToken.Register(() => left.SetCanceled(cancellationToken));
            await left.Task;
            return 0;
        }
    }
}
