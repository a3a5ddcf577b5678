using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>Where the state of every resource is published and watched.</summary>
/// <remarks>Thread-safe. Every watcher sees every change of a resource in order.</remarks>
public partial class ResourceNotificationService : IDisposable
{
    /// <summary>
    /// A watcher that lags this many changes behind loses the oldest; each change is a whole snapshot, so it catches up with the next.
    /// </summary>
    private const int WatcherCapacity = 4096;

    private readonly ConcurrentDictionary<string, ResourceEvent> _current = new(ResourceNames.Comparer);
    private readonly List<Channel<ResourceEvent>> _watchers = [];
    private readonly Lock _lock = new();
    private readonly DistributedApplicationModel _model;
    private readonly ResourceLoggerService _logs;
    private readonly ResourceNotificationServiceOptions _options;
    private readonly IServiceProvider _services;
    private readonly CancellationTokenSource _disposed = new();

    /// <summary>Publishes the state of the resources of <paramref name="model"/>.</summary>
    /// <param name="model">The application.</param>
    /// <param name="logs">The resources' output, quoted when a wait fails.</param>
    /// <param name="options">How waits behave.</param>
    /// <param name="services">What commands may look at to decide whether they can be used.</param>
    internal ResourceNotificationService(
        DistributedApplicationModel model,
        ResourceLoggerService logs,
        IOptions<ResourceNotificationServiceOptions> options,
        IServiceProvider services)
    {
        _model = model;
        _logs = logs;
        _options = options.Value;
        _services = services;
    }

    /// <summary>The changes from now on, after the present state of every resource.</summary>
    /// <param name="cancellationToken">Ends the watch.</param>
    /// <returns>A stream that ends when the application is disposed or <paramref name="cancellationToken"/> is signalled.</returns>
    public async IAsyncEnumerable<ResourceEvent> WatchAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var channel = Channel.CreateBounded<ResourceEvent>(
            new BoundedChannelOptions(WatcherCapacity) { FullMode = BoundedChannelFullMode.DropOldest, SingleReader = true });
        lock (_lock)
        {
            foreach (var current in _current.Values)
            {
                channel.Writer.TryWrite(current);
            }

            _watchers.Add(channel);
        }

        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _disposed.Token);
            await foreach (var change in channel.Reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                yield return change;
            }
        }
        finally
        {
            lock (_lock)
            {
                _watchers.Remove(channel);
            }
        }
    }

    /// <summary>Changes the state of a resource and tells every watcher.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="stateFactory">Makes the new state from the present one; called under a lock, so it must be quick and pure.</param>
    /// <returns>A task that is complete when every watcher has been told.</returns>
    public Task PublishUpdateAsync(IResource resource, Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory) =>
        PublishUpdateAsync(resource, InstanceIds.Of(resource), stateFactory);

    /// <summary>Changes the state of an instance of a resource and tells every watcher.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="resourceId">The instance.</param>
    /// <param name="stateFactory">Makes the new state from the present one; called under a lock, so it must be quick and pure.</param>
    /// <returns>A task that is complete when every watcher has been told.</returns>
    public Task PublishUpdateAsync(
        IResource resource,
        string resourceId,
        Func<CustomResourceSnapshot, CustomResourceSnapshot> stateFactory)
    {
        ArgumentNullException.ThrowIfNull(resource);
        ArgumentNullException.ThrowIfNull(stateFactory);
        lock (_lock)
        {
            var before = _current.TryGetValue(resourceId, out var current) ? current.Snapshot : InitialSnapshots.Of(resource);
            var after = stateFactory(before);
            var change = new ResourceEvent(resource, resourceId, after with { Commands = CommandSnapshots.Of(resource, after, _services) });
            _current[resourceId] = change;
            foreach (var watcher in _watchers)
            {
                watcher.Writer.TryWrite(change);
            }
        }

        return Task.CompletedTask;
    }

    /// <summary>The state of an instance as it is now.</summary>
    /// <param name="resourceId">The instance, or the name of a resource.</param>
    /// <param name="resourceEvent">Its last change.</param>
    /// <returns>Whether it has published a state yet.</returns>
    public bool TryGetCurrentState(string resourceId, [NotNullWhen(true)] out ResourceEvent? resourceEvent)
    {
        ArgumentNullException.ThrowIfNull(resourceId);
        if (_current.TryGetValue(resourceId, out resourceEvent))
        {
            return true;
        }

        resourceEvent = _current.Values.FirstOrDefault(candidate => ResourceNames.Comparer.Equals(candidate.Resource.Name, resourceId));
        return resourceEvent is not null;
    }

    /// <summary>Ends every watch.</summary>
    public void Dispose()
    {
        // Not disposed: a watch that begins during the shutdown still links to it, and it holds no timer.
        _disposed.Cancel();
        GC.SuppressFinalize(this);
    }
}
