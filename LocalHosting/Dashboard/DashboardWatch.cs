using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>
/// Says on the console where the dashboard is, once it answers, or why there is none; and starts it again when it ended by itself. The
/// services run on either way.
/// </summary>
internal sealed class DashboardWatch : BackgroundService
{
    /// <summary>Aspire's setting that keeps the login link, which holds the token, out of the console.</summary>
    public const string SuppressSetting = "AppHost:SuppressDashboardLoginUrlInStartupSummary";

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    private readonly ResourceCommandService _commands;
    private readonly IConfiguration _configuration;
    private readonly ResourceNotificationService _notifications;
    private readonly TextWriter _output;
    private readonly TimeProvider _time;

    private string? _said;
    private TimeSpan _pause = FirstPause;

    /// <summary>Watches the dashboard and writes to that output.</summary>
    public DashboardWatch(
        ResourceNotificationService notifications,
        ResourceCommandService commands,
        IConfiguration configuration,
        TimeProvider time,
        TextWriter output)
    {
        _notifications = notifications;
        _commands = commands;
        _configuration = configuration;
        _time = time;
        _output = output;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var stopped = false;
        await foreach (var change in _notifications.WatchAsync(stoppingToken))
        {
            if (change.Resource is not DashboardResource dashboard)
            {
                continue;
            }

            var state = change.Snapshot.State?.Text;
            stopped = state == KnownResourceStates.Stopping || (stopped && KnownResourceStates.TerminalStates.Contains(state));
            await OnChangeAsync(dashboard, change, stopped, stoppingToken);
        }
    }

    private async Task OnChangeAsync(DashboardResource dashboard, ResourceEvent change, bool stopped, CancellationToken cancellationToken)
    {
        var snapshot = change.Snapshot;
        var state = snapshot.State?.Text;
        if (snapshot.HealthStatus == HealthStatus.Healthy)
        {
            _pause = FirstPause;
            await SayAsync(WhereItIs(dashboard));
        }
        else if (state == LocalResourceStates.Unavailable || state == KnownResourceStates.FailedToStart)
        {
            await SayAsync($"Dashboard: {snapshot.Property(KnownProperties.Local.Reason) ?? state}");
        }
        else if (!stopped && (state == KnownResourceStates.Exited || state == KnownResourceStates.Finished))
        {
            await _output.WriteLineAsync($"Dashboard: it ended with exit code {snapshot.ExitCode}; starting it again.");
            await Task.Delay(_pause, _time, cancellationToken);
            _pause = _pause * 2 < LongestPause ? _pause * 2 : LongestPause;
            await _commands.ExecuteCommandAsync(change.ResourceId, KnownResourceCommands.StartCommand, cancellationToken);
        }
    }

    private string WhereItIs(DashboardResource dashboard)
    {
        var url = dashboard.Frontend.Url;
        var open = _configuration.GetValue("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", false)
            || _configuration.GetValue(SuppressSetting, false);
        return open ? $"Dashboard: {url}" : $"Dashboard: {url}/login?t={_configuration[DashboardKeys.BrowserToken]}";
    }

    private async Task SayAsync(string line)
    {
        if (line != _said)
        {
            _said = line;
            await _output.WriteLineAsync(line);
        }
    }
}
