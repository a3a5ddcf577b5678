using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Processes;
using LlmAspire.LocalHosting.Waiting;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>One run of a resource, from waiting for what it needs to its end.</summary>
#pragma warning disable CA1001 // Its token sources hold no timer, and a command may still signal them when the run has ended.
internal sealed class ResourceRun
#pragma warning restore CA1001
{
    private readonly IResource _resource;
    private readonly ResourceStates _states;
    private readonly ResourceLauncher _launcher;
    private readonly DependencyWaiter _waiter;
    private readonly Func<CancellationToken, Task> _monitorHealth;
    private readonly TimeSpan _grace;
    private readonly CancellationTokenSource _stop = new();
    private readonly CancellationTokenSource _kill = new();
    private readonly CancellationTokenSource _skipWaits = new();
    private readonly TaskCompletionSource<ExecuteCommandResult> _outcome = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A run of <paramref name="resource"/>.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="states">Publishes its states.</param>
    /// <param name="launcher">Starts it.</param>
    /// <param name="waiter">Holds the start until its dependencies are there.</param>
    /// <param name="monitorHealth">Checks its health while it runs.</param>
    /// <param name="grace">How long it may take to stop.</param>
    public ResourceRun(
        IResource resource,
        ResourceStates states,
        ResourceLauncher launcher,
        DependencyWaiter waiter,
        Func<CancellationToken, Task> monitorHealth,
        TimeSpan grace)
    {
        _resource = resource;
        _states = states;
        _launcher = launcher;
        _waiter = waiter;
        _monitorHealth = monitorHealth;
        _grace = grace;
    }

    /// <summary>Whether nothing runs any more.</summary>
    public bool IsEnded => _ended.Task.IsCompleted;

    /// <summary>Ends as soon as it is known what became of the start: it runs, it waits, or it failed.</summary>
    public Task<ExecuteCommandResult> Outcome => _outcome.Task;

    /// <summary>Begins in the background.</summary>
    public void Begin() => _ = Task.Run(RunAsync);

    /// <summary>Lets it start without what it still waits for.</summary>
    public void SkipWaits() => _skipWaits.Cancel();

    /// <summary>Ends it.</summary>
    /// <param name="cancellationToken">Kills instead of asking.</param>
    /// <returns>A task that ends when nothing runs any more.</returns>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        using var kill = cancellationToken.Register(_kill.Cancel);
        await _stop.CancelAsync().ConfigureAwait(false);
        await _ended.Task.ConfigureAwait(false);
    }

    private async Task RunAsync()
    {
        try
        {
            await WaitForDependenciesAsync().ConfigureAwait(false);
            await _states.StartingAsync().ConfigureAwait(false);
            await LaunchAsync(await _launcher.PlanAsync(_stop.Token).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            _outcome.TrySetResult(CommandResults.Failure($"Resource '{_resource.Name}' was stopped before it ran."));
            await _states.EndedAsync(exitCode: null, reason: null).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whatever stops one resource, the application's callbacks included, is its state, not the host's end.
        catch (Exception failure)
#pragma warning restore CA1031
        {
            var reason = failure is DistributedApplicationException ? failure.Message : $"{failure.GetType().Name}: {failure.Message}";
            await _states.FailedAsync(reason).ConfigureAwait(false);
            _outcome.TrySetResult(CommandResults.Failure($"Resource '{_resource.Name}' failed to start: {reason}"));
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private async Task WaitForDependenciesAsync()
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(_stop.Token, _skipWaits.Token);
        try
        {
            await _waiter.WaitAsync(_resource, OnWaitingAsync, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_skipWaits.IsCancellationRequested && !_stop.IsCancellationRequested)
        {
            // The user started it without what it waits for.
        }
    }

    private async Task OnWaitingAsync(string missing)
    {
        await _states.WaitingAsync(missing).ConfigureAwait(false);
        _outcome.TrySetResult(CommandResults.Success($"Resource '{_resource.Name}' waits for {missing}."));
    }

    private async Task LaunchAsync(LaunchDecision decision)
    {
        switch (decision)
        {
            case LaunchPlan plan:
                await SuperviseAsync(await _launcher.StartAsync(plan).ConfigureAwait(false)).ConfigureAwait(false);
                break;
            case LaunchUnavailable unavailable:
                await _states.UnavailableAsync(unavailable).ConfigureAwait(false);
                _outcome.TrySetResult(CommandResults.Failure($"Resource '{_resource.Name}' is not available here: {unavailable.Reason}"));
                break;
            case LaunchExternal external:
                await _states.RunningAsync([new(KnownProperties.Resource.Source, external.Source)]).ConfigureAwait(false);
                await WhileHealthIsMonitoredAsync(Task.Delay(Timeout.Infinite, _stop.Token)).ConfigureAwait(false);
                break;
            default:
                throw new DistributedApplicationException($"'{decision.GetType().Name}' is not a decision this host knows.");
        }
    }

    private async Task SuperviseAsync(SupervisedProcess process)
    {
        var stopped = Task.Delay(Timeout.Infinite, _stop.Token);
        await WhileHealthIsMonitoredAsync(Task.WhenAny(process.Exited, stopped)).ConfigureAwait(false);
        if (process.Exited.IsCompleted)
        {
            var exitCode = await process.Exited.ConfigureAwait(false);
            var reason = _stop.IsCancellationRequested ? null : CrashReasons.Of(exitCode, _launcher.Tail);
            await _states.EndedAsync(exitCode, reason).ConfigureAwait(false);
            return;
        }

        await _states.StoppingAsync().ConfigureAwait(false);
        await process.StopAsync(_grace, _kill.Token).ConfigureAwait(false);
        await _states.EndedAsync(await process.Exited.ConfigureAwait(false), reason: null).ConfigureAwait(false);
    }

    private async Task WhileHealthIsMonitoredAsync(Task run)
    {
        _outcome.TrySetResult(CommandResults.Success($"Resource '{_resource.Name}' started."));
        using var ended = new CancellationTokenSource();
        var monitoring = _monitorHealth(ended.Token);
        try
        {
            await run.ConfigureAwait(false);
        }
        finally
        {
            await ended.CancelAsync().ConfigureAwait(false);
            await monitoring.ConfigureAwait(false);
        }
    }
}
