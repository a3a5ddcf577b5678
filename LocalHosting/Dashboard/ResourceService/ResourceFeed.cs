using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.LocalHosting.Dashboard.ResourceService;

/// <summary>
/// Turns the stream of changes into batches for one watcher: first the present state, then, each time the watcher is ready for more, the
/// latest state of whatever changed meanwhile. A watcher that is slow or stuck costs one snapshot per resource, never a queue.
/// </summary>
internal sealed class ResourceFeed
{
    private readonly Lock _lock = new();
    private readonly Channel<bool> _changed =
        Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    private Dictionary<string, ResourceEvent> _latest = [];

    private ResourceFeed()
    {
    }

    /// <summary>The batches; the first may be empty. They end when <paramref name="changes"/> ends, or with the token.</summary>
    public static IAsyncEnumerable<IReadOnlyCollection<ResourceEvent>> BatchAsync(
        Func<CancellationToken, IAsyncEnumerable<ResourceEvent>> changes, CancellationToken cancellationToken) =>
        new ResourceFeed().RunAsync(changes, cancellationToken);

    private async IAsyncEnumerable<IReadOnlyCollection<ResourceEvent>> RunAsync(
        Func<CancellationToken, IAsyncEnumerable<ResourceEvent>> changes, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var source = changes(stop.Token).GetAsyncEnumerator(stop.Token);
        var next = source.MoveNextAsync().AsTask();
        while (next.IsCompletedSuccessfully && await next)
        {
            _latest[source.Current.ResourceId] = source.Current;
            next = source.MoveNextAsync().AsTask();
        }

        yield return Take();

        var pump = PumpAsync(source, next);
        try
        {
            await foreach (var _ in _changed.Reader.ReadAllAsync(cancellationToken))
            {
                // What this tells of may have gone with the batch before.
                if (Take() is { Count: > 0 } batch)
                {
                    yield return batch;
                }
            }
        }
        finally
        {
            await stop.CancelAsync();
            await pump;
        }
    }

    private async Task PumpAsync(IAsyncEnumerator<ResourceEvent> source, Task<bool> next)
    {
        try
        {
            while (await next)
            {
                lock (_lock)
                {
                    _latest[source.Current.ResourceId] = source.Current;
                }

                _changed.Writer.TryWrite(true);
                next = source.MoveNextAsync().AsTask();
            }
        }
        catch (OperationCanceledException)
        {
            // The watcher left, or the application is gone: both end the watch.
        }
        finally
        {
            _changed.Writer.Complete();
            await source.DisposeAsync();
        }
    }

    private Dictionary<string, ResourceEvent>.ValueCollection Take()
    {
        lock (_lock)
        {
            var taken = _latest;
            _latest = [];
            return taken.Values;
        }
    }
}
