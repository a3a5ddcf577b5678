using Aspire.Hosting;
using Microsoft.Extensions.Hosting;

namespace LlmAspire.LocalHosting.Testing;

/// <summary>
/// A run of an app host's own entry point on behalf of a test: it is stopped where it would build its application and where it would run it.
/// </summary>
/// <remarks>It flows with the execution context of the entry point's thread, so several can run side by side in one process.</remarks>
internal sealed class EntryPointRun
{
    private static readonly AsyncLocal<EntryPointRun?> Flowing = new();

    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Action<DistributedApplicationOptions, HostApplicationBuilderSettings> _configure;

    /// <summary>Configures what the entry point makes with <paramref name="configure"/>.</summary>
    /// <param name="configure">Changes the options and the host settings before the builder is made.</param>
    public EntryPointRun(Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) => _configure = configure;

    /// <summary>The run this code is part of; null outside of tests.</summary>
    public static EntryPointRun? Current
    {
        get => Flowing.Value;
        set => Flowing.Value = value;
    }

    /// <summary>Makes the builder the entry point asked for.</summary>
    /// <param name="options">What it asked for.</param>
    /// <returns>The builder.</returns>
    public IDistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        var settings = new HostApplicationBuilderSettings();
        _configure(options, settings);
        return new DistributedApplicationBuilder(options, settings);
    }

    /// <summary>Takes the place of running the application, which the test does itself.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends when the test is done with the application.</returns>
    public Task WaitForEndAsync(CancellationToken cancellationToken) => _ended.Task.WaitAsync(cancellationToken);
}
