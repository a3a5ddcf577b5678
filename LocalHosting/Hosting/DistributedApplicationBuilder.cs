using System.Reflection;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Hosting;
using LlmAspire.LocalHosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting;

/// <summary>Describes an application on top of the generic host.</summary>
public class DistributedApplicationBuilder : IDistributedApplicationBuilder
{
    /// <summary>The setting that runs the application without a dashboard.</summary>
    internal const string DisableDashboardKey = "LocalHosting:DisableDashboard";

    private readonly HostApplicationBuilder _inner;

    /// <summary>Begins an application.</summary>
    /// <param name="args">The command line, read as configuration.</param>
    public DistributedApplicationBuilder(string[] args)
        : this(new DistributedApplicationOptions { Args = args })
    {
    }

    /// <summary>Begins an application.</summary>
    /// <param name="options">How it is hosted.</param>
    public DistributedApplicationBuilder(DistributedApplicationOptions options)
        : this(options, new HostApplicationBuilderSettings())
    {
    }

    /// <summary>Begins an application on a host with given settings.</summary>
    /// <param name="options">How it is hosted.</param>
    /// <param name="settings">The host's settings.</param>
    internal DistributedApplicationBuilder(DistributedApplicationOptions options, HostApplicationBuilderSettings settings)
    {
        ArgumentNullException.ThrowIfNull(options);
        var appHost = AppHostInfo.Of(options);
        settings.Args ??= options.Args;
        settings.Configuration ??= new ConfigurationManager();

        // Settings are read once: a host that watched files would use up the machine's watchers when many run, as in tests.
        settings.Configuration.AddInMemoryCollection([new("hostBuilder:reloadConfigOnChange", "false")]);
        settings.ContentRootPath ??= appHost.Directory;
        settings.ApplicationName ??= appHost.Name;
        _inner = new HostApplicationBuilder(settings);
        options.DisableDashboard |= _inner.Configuration.GetValue<bool>(DisableDashboardKey);
        AppHostAssembly = appHost.Assembly;
        AppHostDirectory = appHost.Directory;
        HostServices.AddTo(_inner, options, Resources, ExecutionContext);
        HostParts.AddTo(this, options);
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _inner.Configuration;

    /// <inheritdoc/>
    public string AppHostDirectory { get; }

    /// <inheritdoc/>
    public Assembly? AppHostAssembly { get; }

    /// <inheritdoc/>
    public IHostEnvironment Environment => _inner.Environment;

    /// <inheritdoc/>
    public IServiceCollection Services => _inner.Services;

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext { get; } = new(DistributedApplicationOperation.Run);

    /// <inheritdoc/>
    public IResourceCollection Resources { get; } = new ResourceCollection();

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource
    {
        Resources.Add(resource);
        return CreateResourceBuilder(resource);
    }

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => new ResourceBuilder<T>(this, resource);

    /// <inheritdoc/>
    public DistributedApplication Build()
    {
        EntryPointRun.Current?.WaitToBuild(this);
        var application = new DistributedApplication(_inner.Build());
        EntryPointRun.Current?.OnBuilt(application);
        return application;
    }
}
