using System.Globalization;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Dashboard.ResourceService;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>Our side of the dashboard: the resource service, up before anything is launched and until everything has stopped.</summary>
internal sealed class DashboardHost : IHostedLifecycleService, IAsyncDisposable
{
    private readonly IConfiguration _configuration;
    private readonly ResourceServer _server;
    private Uri? _address;
    private string? _failure;

    /// <summary>A resource service over the application's services.</summary>
    public DashboardHost(
        IConfiguration configuration,
        IHostEnvironment environment,
        DistributedApplicationOptions options,
        ResourceNotificationService notifications,
        ResourceLoggerService logs,
        ResourceCommandService commands,
        ILoggerFactory loggers)
    {
        _configuration = configuration;
        var methods = new ResourceMethods(options.DashboardApplicationName ?? environment.ApplicationName, notifications, logs, commands);
        var port = DashboardAddress.ResourceService(configuration).Port ?? 0;
        _server = new ResourceServer(port, configuration[DashboardKeys.ResourceServiceKey]!, methods, loggers);
    }

    /// <summary>Where the resource service listens.</summary>
    /// <exception cref="DistributedApplicationException">It does not; the message says why, and how to mend it.</exception>
    public Uri ResourceService =>
        _address ?? throw new DistributedApplicationException(_failure ?? "The resource service has not been started.");

    /// <inheritdoc />
    public async Task StartingAsync(CancellationToken cancellationToken)
    {
        try
        {
            _address = await _server.StartAsync(cancellationToken);
        }
        catch (AddressInUseException)
        {
            // The dashboard cannot be started without it; the services can, as they can with the dashboard's own ports taken.
            var (setting, _, port) = DashboardAddress.ResourceService(_configuration);
            _failure = string.Create(
                CultureInfo.InvariantCulture,
                $"Port {port} of the resource service is taken. Set {setting} to another address, such as http://localhost:{port + 10}.");
        }
    }

    /// <inheritdoc />
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task StoppedAsync(CancellationToken cancellationToken) => await _server.DisposeAsync();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _server.DisposeAsync();
}
