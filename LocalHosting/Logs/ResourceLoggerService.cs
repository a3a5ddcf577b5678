using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>The output of every resource: a backlog and what follows.</summary>
/// <remarks>Thread-safe. The name given to each method is an instance id or a resource's name.</remarks>
public class ResourceLoggerService : IDisposable
{
    private readonly ConcurrentDictionary<string, ResourceLog> _logs = new(ResourceNames.Comparer);
    private readonly TimeProvider _time;

    /// <summary>Stamps lines with <paramref name="time"/>.</summary>
    /// <param name="time">The clock.</param>
    internal ResourceLoggerService(TimeProvider time) => _time = time;

    /// <summary>A logger whose messages become lines of the resource's output.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The logger.</returns>
    public ILogger GetLogger(IResource resource) => LogOf(resource);

    /// <summary>A logger whose messages become lines of the resource's output.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <returns>The logger.</returns>
    public ILogger GetLogger(string resourceName) => LogOf(resourceName);

    /// <summary>The backlog and then every new line, in batches.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>A stream that ends when the output is complete or the application is disposed.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(IResource resource) => LogOf(resource).WatchAsync(follow: true);

    /// <summary>The backlog and then every new line, in batches.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <returns>A stream that ends when the output is complete or the application is disposed.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> WatchAsync(string resourceName) => LogOf(resourceName).WatchAsync(follow: true);

    /// <summary>The backlog alone.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>A stream that ends after the lines there are now.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(IResource resource) => LogOf(resource).WatchAsync(follow: false);

    /// <summary>The backlog alone.</summary>
    /// <param name="resourceName">The resource.</param>
    /// <returns>A stream that ends after the lines there are now.</returns>
    public IAsyncEnumerable<IReadOnlyList<LogLine>> GetAllAsync(string resourceName) => LogOf(resourceName).WatchAsync(follow: false);

    /// <summary>Says that no more lines come; watches of the resource end.</summary>
    /// <param name="resource">The resource.</param>
    public void Complete(IResource resource) => LogOf(resource).Complete();

    /// <summary>Says that no more lines come; watches of the resource end.</summary>
    /// <param name="name">The resource.</param>
    public void Complete(string name) => LogOf(name).Complete();

    /// <summary>Forgets the lines there are.</summary>
    /// <param name="resourceName">The resource.</param>
    public void ClearBacklog(string resourceName) => LogOf(resourceName).Clear();

    /// <summary>Ends every watch.</summary>
    public void Dispose()
    {
        foreach (var log in _logs.Values)
        {
            log.Complete();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The output of a resource, to which its process writes.</summary>
    /// <param name="resource">The resource.</param>
    /// <returns>The output.</returns>
    internal ResourceLog LogOf(IResource resource)
    {
        ArgumentNullException.ThrowIfNull(resource);
        var log = LogOf(InstanceIds.Of(resource));
        _logs[resource.Name] = log;
        return log;
    }

    private ResourceLog LogOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return _logs.GetOrAdd(name, _ => new ResourceLog(_time));
    }
}
