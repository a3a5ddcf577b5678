using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Endpoints;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Waiting;
using Microsoft.Extensions.Hosting;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>Starts every resource of the application, each by itself, and ends them all with the host.</summary>
internal sealed class ResourceOrchestrator : IHostedService, IAsyncDisposable
{
    private readonly Dictionary<string, ResourceRunner> _runners = new(ResourceNames.Comparer);
    private readonly DistributedApplicationModel _model;
    private readonly ResourceNotificationService _notifications;
    private readonly EndpointAllocator _allocator;
    private readonly ResourceRunnerFactory _factory;

    /// <summary>Orchestrates the resources of <paramref name="model"/>.</summary>
    /// <param name="model">The application.</param>
    /// <param name="notifications">Where states go.</param>
    /// <param name="allocator">Gives endpoints their ports.</param>
    /// <param name="factory">Makes what runs one resource.</param>
    public ResourceOrchestrator(
        DistributedApplicationModel model,
        ResourceNotificationService notifications,
        EndpointAllocator allocator,
        ResourceRunnerFactory factory)
    {
        _model = model;
        _notifications = notifications;
        _allocator = allocator;
        _factory = factory;
    }

    /// <summary>Allocates every endpoint, publishes every first state, and lets the resources come up in the background.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>A task that ends before the resources run.</returns>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        WaitCycles.ThrowIfAny([.. _model.Resources]);
        foreach (var resource in _model.Resources)
        {
            _allocator.Allocate(resource);
        }

        foreach (var resource in _model.Resources)
        {
            await _notifications.PublishUpdateAsync(resource, snapshot => snapshot).ConfigureAwait(false);
            if (resource.TryGetLastAnnotation<LaunchAnnotation>(out var launch))
            {
                _runners[InstanceIds.Of(resource)] = _factory.Create(resource, launch);
            }
        }

        foreach (var runner in _runners.Values)
        {
            await runner.BeginAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Ends every resource: asks, then kills.</summary>
    /// <param name="cancellationToken">Kills at once.</param>
    /// <returns>A task that ends when nothing runs any more.</returns>
    public Task StopAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(_runners.Values.Select(runner => runner.StopAsync(cancellationToken)));

    /// <summary>Starts a resource; while it waits for others, it starts without them.</summary>
    /// <param name="resourceId">The instance.</param>
    /// <param name="cancellationToken">Stops waiting for the outcome.</param>
    /// <returns>What became of it.</returns>
    public Task<ExecuteCommandResult> StartAsync(string resourceId, CancellationToken cancellationToken) =>
        Find(resourceId).StartAsync(cancellationToken);

    /// <summary>Stops a resource.</summary>
    /// <param name="resourceId">The instance.</param>
    /// <param name="cancellationToken">Kills at once.</param>
    /// <returns>What became of it.</returns>
    public async Task<ExecuteCommandResult> StopAsync(string resourceId, CancellationToken cancellationToken)
    {
        var runner = Find(resourceId);
        await runner.StopAsync(cancellationToken).ConfigureAwait(false);
        return CommandResults.Success($"Resource '{runner.Resource.Name}' stopped.");
    }

    /// <summary>Stops and starts a resource.</summary>
    /// <param name="resourceId">The instance.</param>
    /// <param name="cancellationToken">Kills at once, and stops waiting for the outcome.</param>
    /// <returns>What became of it.</returns>
    public async Task<ExecuteCommandResult> RestartAsync(string resourceId, CancellationToken cancellationToken)
    {
        await StopAsync(resourceId, cancellationToken).ConfigureAwait(false);
        return await StartAsync(resourceId, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends what still runs when the host was not stopped.</summary>
    /// <returns>A task that ends when nothing runs any more.</returns>
    public async ValueTask DisposeAsync() => await StopAsync(CancellationToken.None).ConfigureAwait(false);

    private ResourceRunner Find(string resourceId) => _runners.TryGetValue(resourceId, out var runner)
        ? runner
        : throw new DistributedApplicationException(
            $"'{resourceId}' is not something that is launched, or the application has not started.");
}
