using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.LocalHosting.Health;

/// <summary>Runs the health checks of one resource while it runs and publishes what they say.</summary>
internal sealed class HealthMonitor
{
    /// <summary>Aspire's interval while healthy.</summary>
    private static readonly TimeSpan Healthy = TimeSpan.FromSeconds(30);

    /// <summary>
    /// The step by which the interval grows while a resource that just started is not healthy yet; most come up within a second.
    /// </summary>
    private static readonly TimeSpan StartStep = TimeSpan.FromMilliseconds(100);

    /// <summary>The step by which the interval grows while a resource that was healthy is not any more, as with Aspire.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(1);

    /// <summary>No interval of an unhealthy resource is longer.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(5);

    private readonly HealthCheckService _checks;
    private readonly ResourceNotificationService _notifications;
    private readonly TimeProvider _time;

    /// <summary>Runs checks of <paramref name="checks"/>.</summary>
    /// <param name="checks">The registered checks.</param>
    /// <param name="notifications">Where the reports go.</param>
    /// <param name="time">The clock.</param>
    public HealthMonitor(HealthCheckService checks, ResourceNotificationService notifications, TimeProvider time)
    {
        _checks = checks;
        _notifications = notifications;
        _time = time;
    }

    /// <summary>Checks until it is told to stop.</summary>
    /// <param name="resource">The resource, which runs.</param>
    /// <param name="recheck">Signalled when something else changed, so that the next check must not wait.</param>
    /// <param name="cancellationToken">Signalled when the resource runs no more.</param>
    /// <returns>A task that ends with the resource's run.</returns>
    public async Task RunAsync(IResource resource, RecheckSignal recheck, CancellationToken cancellationToken)
    {
        var keys = resource.Annotations.OfType<HealthCheckAnnotation>().Select(check => check.Key).ToHashSet(StringComparer.Ordinal);
        if (keys.Count == 0)
        {
            return;
        }

        var unhealthyInARow = 0;
        var wasHealthy = false;
        while (!cancellationToken.IsCancellationRequested)
        {
            var changed = recheck.NextAsync();
            bool isHealthy;
            try
            {
                isHealthy = await CheckAsync(resource, keys, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }

            wasHealthy |= isHealthy;
            unhealthyInARow = isHealthy ? 0 : unhealthyInARow + 1;
            await DelayAsync(Interval(isHealthy, wasHealthy, unhealthyInARow), changed, cancellationToken).ConfigureAwait(false);
        }
    }

    private static TimeSpan Interval(bool isHealthy, bool wasHealthy, int unhealthyInARow)
    {
        var grown = (wasHealthy ? Step : StartStep) * unhealthyInARow;
        return isHealthy ? Healthy : grown < Longest ? grown : Longest;
    }

    private async Task<bool> CheckAsync(IResource resource, HashSet<string> keys, CancellationToken cancellationToken)
    {
        var report = await _checks.CheckHealthAsync(check => keys.Contains(check.Name), cancellationToken).ConfigureAwait(false);
        var now = _time.GetUtcNow().UtcDateTime;
        var reports = report.Entries
            .Select(entry => new HealthReportSnapshot(
                entry.Key, entry.Value.Status, entry.Value.Description, entry.Value.Exception?.ToString())
            { LastRunAt = now })
            .Concat(keys.Except(report.Entries.Keys)
                .Select(key => new HealthReportSnapshot(key, HealthStatus.Unhealthy, $"There is no health check named '{key}'.", null)))
            .ToImmutableArray();

        // What the process did meanwhile wins: the reports of a run that has ended are of no interest.
        await _notifications.PublishUpdateAsync(resource, snapshot =>
            cancellationToken.IsCancellationRequested ? snapshot : snapshot with { HealthReports = reports }).ConfigureAwait(false);
        return reports.All(entry => entry.Status == HealthStatus.Healthy);
    }

    private async Task DelayAsync(TimeSpan interval, Task changed, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var elapsed = Task.Delay(interval, _time, stop.Token);
        await Task.WhenAny(elapsed, changed).ConfigureAwait(false);
        await stop.CancelAsync().ConfigureAwait(false);
    }
}
