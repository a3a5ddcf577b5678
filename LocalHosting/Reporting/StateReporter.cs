using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LlmAspire.LocalHosting.Reporting;

/// <summary>
/// Says on the host's own console what becomes of each resource: one line a change of state, with the reason when it failed.
/// </summary>
internal sealed partial class StateReporter : BackgroundService
{
    /// <summary>
    /// How long a resource that was just started may be unhealthy before that is worth a line; most come up within two seconds.
    /// </summary>
    private static readonly TimeSpan ComingUp = TimeSpan.FromSeconds(5);

    private readonly ResourceNotificationService _notifications;
    private readonly IHostApplicationLifetime _lifetime;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;

    /// <summary>Reports what <paramref name="notifications"/> publishes.</summary>
    /// <param name="notifications">The states.</param>
    /// <param name="lifetime">Tells when the host stops; from then on nothing is reported.</param>
    /// <param name="time">The clock.</param>
    /// <param name="logger">Writes the lines.</param>
    public StateReporter(
        ResourceNotificationService notifications,
        IHostApplicationLifetime lifetime,
        TimeProvider time,
        ILogger<StateReporter> logger)
    {
        _time = time;
        _notifications = notifications;
        _lifetime = lifetime;
        _logger = logger;
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var told = new Dictionary<string, string>(StringComparer.Ordinal);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, _lifetime.ApplicationStopping);
        await foreach (var change in _notifications.WatchAsync(stop.Token).ConfigureAwait(false))
        {
            if (change.Snapshot.IsHidden || change.Snapshot.State is not { Text: var state })
            {
                continue;
            }

            if (Describe(change.Snapshot, state) is { } line && told.GetValueOrDefault(change.ResourceId) != line)
            {
                told[change.ResourceId] = line;
                Report(change, line);
            }
        }
    }

    private string? Describe(CustomResourceSnapshot snapshot, string state)
    {
        var reason = snapshot.Property(KnownProperties.Local.Reason);
        return state == KnownResourceStates.Running ? DescribeRunning(snapshot)
            : state == KnownResourceStates.Waiting ? $"waits for {snapshot.Property(KnownProperties.Resource.WaitingFor)}"
            : state == KnownResourceStates.NotStarted ? "not started; its start command starts it"
            : state == KnownResourceStates.FailedToStart ? $"failed to start: {reason}"
            : reason is null ? state.ToLowerInvariant() : $"{state.ToLowerInvariant()}: {reason}";
    }

    private string? DescribeRunning(CustomResourceSnapshot snapshot)
    {
        var bad = snapshot.HealthReports.FirstOrDefault(report => report.Status != HealthStatus.Healthy);
        if (bad is null)
        {
            return $"{(snapshot.HealthReports.IsEmpty ? "running" : "healthy")}{Addresses(snapshot)}";
        }

        var isComingUp = _time.GetUtcNow().UtcDateTime - snapshot.StartTimeStamp < ComingUp;
        return bad.Status is null || isComingUp
            ? null
            : $"{bad.Status.Value.ToString().ToLowerInvariant()}: {bad.Description ?? bad.ExceptionText}";
    }

    private static string Addresses(CustomResourceSnapshot snapshot) =>
        string.Concat(snapshot.Urls.Where(url => !url.IsInternal).Select(url => $" {url.Url}"));

    private void Report(ResourceEvent change, string line)
    {
        if (change.Snapshot.State!.Style == KnownResourceStateStyles.Error)
        {
            Log.Failed(_logger, change.Resource.Name, line);
        }
        else if (change.Snapshot.State.Style == KnownResourceStateStyles.Warn)
        {
            Log.Warned(_logger, change.Resource.Name, line);
        }
        else
        {
            Log.Changed(_logger, change.Resource.Name, line);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(EventId = 200, Level = LogLevel.Information, Message = "{Resource}: {State}")]
        public static partial void Changed(ILogger logger, string resource, string state);

        [LoggerMessage(EventId = 201, Level = LogLevel.Warning, Message = "{Resource}: {State}")]
        public static partial void Warned(ILogger logger, string resource, string state);

        [LoggerMessage(EventId = 202, Level = LogLevel.Error, Message = "{Resource}: {State}")]
        public static partial void Failed(ILogger logger, string resource, string state);
    }
}
