using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Aspire.Hosting;

/// <summary>An application made of resources, and the host that runs it.</summary>
public class DistributedApplication : IHost, IAsyncDisposable
{
    private readonly IHost _host;
    private bool _isStarted;
    private bool _isDisposed;

    /// <summary>Runs on <paramref name="host"/>.</summary>
    /// <param name="host">The host, owned by the application from here on.</param>
    public DistributedApplication(IHost host)
    {
        ArgumentNullException.ThrowIfNull(host);
        _host = host;
    }

    /// <summary>The entry point that a test runs and that made this application; it ends with it.</summary>
    internal EntryPointRun? EntryPoint { get; set; }

    /// <summary>The host's services.</summary>
    public IServiceProvider Services => _host.Services;

    /// <summary>The state of every resource.</summary>
    public ResourceNotificationService ResourceNotifications => Services.GetRequiredService<ResourceNotificationService>();

    /// <summary>Executes commands of resources.</summary>
    public ResourceCommandService ResourceCommands => Services.GetRequiredService<ResourceCommandService>();

    /// <summary>Begins an application without a command line.</summary>
    /// <returns>A builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder() => CreateBuilder([]);

    /// <summary>Begins an application.</summary>
    /// <param name="args">The command line, read as configuration.</param>
    /// <returns>A builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(string[] args) =>
        CreateBuilder(new DistributedApplicationOptions { Args = args });

    /// <summary>Begins an application.</summary>
    /// <param name="options">How it is hosted.</param>
    /// <returns>A builder.</returns>
    public static IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return EntryPointRun.Current is { } run ? run.CreateBuilder(options) : new DistributedApplicationBuilder(options);
    }

    /// <summary>
    /// Starts the application and runs it until it is told to stop. What is wrong with its description is one line on standard error and
    /// exit
    /// code 1, not a stack trace.
    /// </summary>
    public void Run()
    {
        try
        {
            RunAsync().GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is DistributedApplicationException or OptionsValidationException && EntryPoint is null)
        {
            Console.Error.WriteLine($"error: {failure.Message}");
            Environment.ExitCode = 1;
        }
    }

    /// <summary>Starts the application and runs it until it is told to stop.</summary>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A task that ends when everything is stopped.</returns>
    public virtual Task RunAsync(CancellationToken cancellationToken = default) =>
        EntryPointRun.Current is { } run ? run.WaitForEndAsync(cancellationToken) : _host.RunAsync(cancellationToken);

    /// <summary>Starts the application; its resources come up in the background.</summary>
    /// <param name="cancellationToken">Gives the start up.</param>
    /// <returns>A task that ends when the host has started.</returns>
    public virtual async Task StartAsync(CancellationToken cancellationToken = default)
    {
        _isStarted = true;
        await _host.StartAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops every resource, then the host.</summary>
    /// <param name="cancellationToken">Kills instead of asking.</param>
    /// <returns>A task that ends when nothing runs any more.</returns>
    public virtual async Task StopAsync(CancellationToken cancellationToken = default)
    {
        _isStarted = false;
        await _host.StopAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops what still runs and releases the host.</summary>
    public virtual void Dispose()
    {
        DisposeAsync().AsTask().GetAwaiter().GetResult();
        GC.SuppressFinalize(this);
    }

    /// <summary>Stops what still runs and releases the host.</summary>
    /// <returns>A task that ends when nothing runs any more.</returns>
    public virtual async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        if (_isStarted)
        {
            await StopAsync().ConfigureAwait(false);
        }

        if (_host is IAsyncDisposable host)
        {
            await host.DisposeAsync().ConfigureAwait(false);
        }
        else
        {
            _host.Dispose();
        }

        if (EntryPoint is not null)
        {
            await EntryPoint.EndAsync().ConfigureAwait(false);
        }

        GC.SuppressFinalize(this);
    }
}
