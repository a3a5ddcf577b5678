using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Health;
using LlmAspire.LocalHosting.Launching;

namespace LlmAspire.LocalHosting.Orchestration;

/// <summary>Publishes the states of one resource, each with the facts that belong to it.</summary>
internal sealed class ResourceStates
{
    private readonly IResource _resource;
    private readonly ResourceNotificationService _notifications;
    private readonly RecheckSignal _recheck;
    private readonly TimeProvider _time;

    /// <summary>Publishes for <paramref name="resource"/>.</summary>
    /// <param name="resource">The resource.</param>
    /// <param name="notifications">Where states go.</param>
    /// <param name="recheck">Told when it starts or ends.</param>
    /// <param name="time">The clock.</param>
    public ResourceStates(IResource resource, ResourceNotificationService notifications, RecheckSignal recheck, TimeProvider time)
    {
        _resource = resource;
        _notifications = notifications;
        _recheck = recheck;
        _time = time;
    }

    /// <summary>It is started by command only.</summary>
    /// <returns>A task.</returns>
    public Task NotStartedAsync() => PublishAsync(snapshot => snapshot with { State = KnownResourceStates.NotStarted });

    /// <summary>It waits.</summary>
    /// <param name="missing">For what.</param>
    /// <returns>A task.</returns>
    public Task WaitingAsync(string missing) => PublishAsync(snapshot => snapshot with
    {
        State = KnownResourceStates.Waiting,
        Properties = snapshot.Properties.With(KnownProperties.Resource.WaitingFor, missing).With(KnownProperties.Local.Reason, null),
    });

    /// <summary>It is being started; what is known of an earlier run is gone.</summary>
    /// <returns>A task.</returns>
    public Task StartingAsync() => PublishAsync(snapshot => snapshot with
    {
        State = KnownResourceStates.Starting,
        ExitCode = null,
        StopTimeStamp = null,
        HealthReports = InitialSnapshots.PendingReports(_resource),
        Properties = snapshot.Properties
            .With(KnownProperties.Resource.WaitingFor, null)
            .With(KnownProperties.Resource.ExitCode, null)
            .With(KnownProperties.Local.Reason, null),
    });

    /// <summary>What it is started with is known.</summary>
    /// <param name="environment">Its variables.</param>
    /// <param name="urls">Its URLs.</param>
    /// <param name="connectionString">Its connection string, if it has one; shown masked.</param>
    /// <returns>A task.</returns>
    public Task ConfiguredAsync(
        IReadOnlyDictionary<string, string> environment,
        ImmutableArray<UrlSnapshot> urls,
        string? connectionString) =>
        PublishAsync(snapshot => snapshot with
        {
            EnvironmentVariables = [.. environment.OrderBy(variable => variable.Key, StringComparer.Ordinal)
                .Select(variable => new EnvironmentVariableSnapshot(variable.Key, variable.Value, IsFromSpec: true))],
            Urls = [.. urls.Select(url => url with { IsInactive = true })],
            Properties = snapshot.Properties.With(KnownProperties.Resource.ConnectionString, connectionString, isSensitive: true),
        });

    /// <summary>Its process runs.</summary>
    /// <param name="properties">What is known of the process.</param>
    /// <returns>A task.</returns>
    public Task RunningAsync(IEnumerable<ResourcePropertySnapshot> properties) => PublishAsync(snapshot => snapshot with
    {
        State = KnownResourceStates.Running,
        StartTimeStamp = Now,
        Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = false })],
        Properties = properties.Aggregate(
            snapshot.Properties, (all, property) => all.With(property.Name, property.Value, property.IsSensitive)),
    });

    /// <summary>It was asked to stop.</summary>
    /// <returns>A task.</returns>
    public Task StoppingAsync() => PublishAsync(snapshot => snapshot with { State = KnownResourceStates.Stopping });

    /// <summary>Its process has ended, or it was stopped before it had one.</summary>
    /// <param name="exitCode">The exit code, when it had a process.</param>
    /// <param name="reason">Why it ended, when nobody asked it to; null when somebody did.</param>
    /// <returns>A task.</returns>
    public Task EndedAsync(int? exitCode, string? reason) => PublishAsync(snapshot => Stopped(snapshot, reason) with
    {
        State = exitCode == 0 && reason is not null
            ? new ResourceStateSnapshot(KnownResourceStates.Finished, KnownResourceStateStyles.Success)
            : new ResourceStateSnapshot(KnownResourceStates.Exited, reason is null ? null : KnownResourceStateStyles.Error),
        ExitCode = exitCode,
    });

    /// <summary>It could not be started.</summary>
    /// <param name="reason">Why, and how to mend it.</param>
    /// <returns>A task.</returns>
    public Task FailedAsync(string reason) => PublishAsync(snapshot => Stopped(snapshot, reason) with
    {
        State = new ResourceStateSnapshot(KnownResourceStates.FailedToStart, KnownResourceStateStyles.Error),
    });

    /// <summary>What it needs is not on this machine.</summary>
    /// <param name="unavailable">What is missing.</param>
    /// <returns>A task.</returns>
    public Task UnavailableAsync(LaunchUnavailable unavailable) => PublishAsync(snapshot => Stopped(snapshot, unavailable.Reason) with
    {
        State = new ResourceStateSnapshot(LocalResourceStates.Unavailable, KnownResourceStateStyles.Warn),
        Urls = [],
        Properties = Stopped(snapshot, unavailable.Reason).Properties.With(KnownProperties.Resource.ConnectionString, null),
    });

    private DateTime Now => _time.GetUtcNow().UtcDateTime;

    private CustomResourceSnapshot Stopped(CustomResourceSnapshot snapshot, string? reason) => snapshot with
    {
        StopTimeStamp = Now,
        HealthReports = InitialSnapshots.PendingReports(_resource),
        Urls = [.. snapshot.Urls.Select(url => url with { IsInactive = true })],
        Properties = snapshot.Properties
            .With(KnownProperties.Resource.WaitingFor, null)
            .With(KnownProperties.Executable.Pid, null)
            .With(KnownProperties.Local.Reason, reason),
    };

    private async Task PublishAsync(Func<CustomResourceSnapshot, CustomResourceSnapshot> change)
    {
        await _notifications.PublishUpdateAsync(_resource, change).ConfigureAwait(false);
        _recheck.Raise();
    }
}
