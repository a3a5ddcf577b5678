using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Waiting;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>Runs one resource: waits for what it needs, starts it, watches it, stops it; and starts it again when asked.</summary>
/// <remarks>Thread-safe. There is at most one run at a time; a failure of it concerns no other resource.</remarks>
internal sealed class ResourceRunner
{
    private readonly ResourceStates _states;
    private readonly ResourceLauncher _launcher;
    private readonly DependencyWaiter _waiter;
    private readonly Func<CancellationToken, Task> _monitorHealth;
    private readonly TimeSpan _grace;
    private readonly Lock _lock = new();
    private ResourceRun? _run;

    /// <summary>Runs <paramref name="resource"/>.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="states">Publishes its states.</param>
    /// <param name="launcher">Starts it.</param>
    /// <param name="waiter">Holds the start until its dependencies are there.</param>
    /// <param name="monitorHealth">Checks its health while it runs.</param>
    /// <param name="grace">How long it may take to stop.</param>
    public ResourceRunner(
        IResource resource,
        ResourceStates states,
        ResourceLauncher launcher,
        DependencyWaiter waiter,
        Func<CancellationToken, Task> monitorHealth,
        TimeSpan grace)
    {
        Resource = resource;
        _states = states;
        _launcher = launcher;
        _waiter = waiter;
        _monitorHealth = monitorHealth;
        _grace = grace;
    }

    /// <summary>The resource.</summary>
    public IResource Resource { get; }

    /// <summary>Begins the first run in the background, unless the resource is started by command only.</summary>
    /// <returns>A task that does not wait for the run.</returns>
    public Task BeginAsync()
    {
        if (Resource.TryGetLastAnnotation<ExplicitStartupAnnotation>(out _))
        {
            return _states.NotStartedAsync();
        }

        Begin(out _);
        return Task.CompletedTask;
    }

    /// <summary>Starts the resource, or lets it start without what it waits for.</summary>
    /// <param name="cancellationToken">Stops waiting for the outcome.</param>
    /// <returns>What became of it: it runs, it waits, or why it failed.</returns>
    public async Task<ExecuteCommandResult> StartAsync(CancellationToken cancellationToken)
    {
        var run = Begin(out var isNew);
        if (!isNew)
        {
            run.SkipWaits();
        }

        return await run.Outcome.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops the resource: asks, and kills it when it does not end in time. Nothing happens when it does not run.</summary>
    /// <param name="cancellationToken">Kills it now.</param>
    /// <returns>A task that ends when it runs no more.</returns>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        ResourceRun? run;
        lock (_lock)
        {
            run = _run;
        }

        if (run is not null)
        {
            await run.StopAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    private ResourceRun Begin(out bool isNew)
    {
        lock (_lock)
        {
            isNew = _run is null || _run.IsEnded;
            if (isNew)
            {
                _run = new ResourceRun(Resource, _states, _launcher, _waiter, _monitorHealth, _grace);
                _run.Begin();
            }

            return _run!;
        }
    }
}
