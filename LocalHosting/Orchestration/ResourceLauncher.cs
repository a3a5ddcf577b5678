using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Endpoints;
using LlmAspire.LocalHosting.Environment;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Processes;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>Carries one resource from its annotations to a running process.</summary>
internal sealed class ResourceLauncher
{
    private readonly IResource _resource;
    private readonly LaunchAnnotation _launch;
    private readonly ProcessSpawner _spawner;
    private readonly ResourceLog _log;
    private readonly ResourceStates _states;
    private readonly IServiceProvider _services;

    /// <summary>Launches <paramref name="resource"/>.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="launch">Who decides how.</param>
    /// <param name="spawner">Starts processes.</param>
    /// <param name="log">Takes the output.</param>
    /// <param name="states">Publishes what is known on the way.</param>
    /// <param name="services">The application's services.</param>
    public ResourceLauncher(
        IResource resource,
        LaunchAnnotation launch,
        ProcessSpawner spawner,
        ResourceLog log,
        ResourceStates states,
        IServiceProvider services)
    {
        _resource = resource;
        _launch = launch;
        _spawner = spawner;
        _log = log;
        _states = states;
        _services = services;
    }

    /// <summary>The last lines of output.</summary>
    public IReadOnlyList<LogLine> Tail => _log.Tail(CrashReasons.TailLines);

    /// <summary>Decides how the resource is started, and publishes its environment and URLs.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>The decision.</returns>
    /// <exception cref="DistributedApplicationException">It cannot be started; the message says why.</exception>
    public async Task<LaunchDecision> PlanAsync(CancellationToken cancellationToken)
    {
        var environment = await LaunchInputs.EnvironmentAsync(_resource, _services, cancellationToken).ConfigureAwait(false);
        var arguments = await LaunchInputs.ArgumentsAsync(_resource, cancellationToken).ConfigureAwait(false);
        var urls = await UrlSnapshots.OfAsync(
            _resource, _services.GetRequiredService<DistributedApplicationExecutionContext>(), cancellationToken).ConfigureAwait(false);
        var connectionString = _resource is IResourceWithConnectionString connectable
            ? await connectable.GetConnectionStringAsync(cancellationToken).ConfigureAwait(false)
            : null;
        await _states.ConfiguredAsync(environment, urls, connectionString).ConfigureAwait(false);
        var decision = await _launch.Planner
            .PlanAsync(new LaunchContext(_resource, _services, environment, arguments, _log), cancellationToken).ConfigureAwait(false);
        _launch.Unavailable = decision as LaunchUnavailable;
        return decision;
    }

    /// <summary>Starts the process and publishes that it runs.</summary>
    /// <param name="plan">What to start.</param>
    /// <returns>The process.</returns>
    /// <exception cref="DistributedApplicationException">It cannot be started; the message says why.</exception>
    public async Task<SupervisedProcess> StartAsync(LaunchPlan plan)
    {
        PortChecks.ThrowIfTaken(_resource, _launch.Planner);
        var process = await _spawner.StartAsync(plan, _log.Append).ConfigureAwait(false);
        await _states.RunningAsync(ProcessProperties.Of(_launch.Planner, plan, process.Id)).ConfigureAwait(false);
        return process;
    }
}
