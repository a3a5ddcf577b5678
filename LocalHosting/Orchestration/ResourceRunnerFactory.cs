using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Health;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Processes;
using LlmAspire.LocalHosting.Waiting;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>Makes what runs one resource, and holds what they share.</summary>
internal sealed class ResourceRunnerFactory : IDisposable
{
    private readonly ProcessSpawner _spawner = new();
    private readonly RecheckSignal _recheck = new();
    private readonly ResourceNotificationService _notifications;
    private readonly ResourceLoggerService _logs;
    private readonly HealthMonitor _health;
    private readonly LocalHostingOptions _options;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;

    /// <summary>Collects the parts.</summary>
    /// <param name="notifications">Where states go.</param>
    /// <param name="logs">Where output goes.</param>
    /// <param name="checks">The registered health checks.</param>
    /// <param name="options">This host's settings.</param>
    /// <param name="services">The application's services.</param>
    /// <param name="time">The clock.</param>
    public ResourceRunnerFactory(
        ResourceNotificationService notifications,
        ResourceLoggerService logs,
        HealthCheckService checks,
        IOptions<LocalHostingOptions> options,
        IServiceProvider services,
        TimeProvider time)
    {
        _notifications = notifications;
        _logs = logs;
        _health = new HealthMonitor(checks, notifications, time);
        _options = options.Value;
        _services = services;
        _time = time;
    }

    /// <summary>What runs a resource.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="launch">How it is launched.</param>
    /// <returns>The runner, not started.</returns>
    public ResourceRunner Create(IResource resource, LaunchAnnotation launch)
    {
        var states = new ResourceStates(resource, _notifications, _recheck, _time);
        var launcher = new ResourceLauncher(resource, launch, _spawner, _logs.LogOf(resource), states, _services);
        var waiter = new DependencyWaiter(_notifications);
        return new ResourceRunner(
            resource, states, launcher, waiter, token => _health.RunAsync(resource, _recheck, token), _options.StopGracePeriod);
    }

    /// <summary>Ends the thread that starts processes.</summary>
    public void Dispose() => _spawner.Dispose();
}
