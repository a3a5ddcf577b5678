using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace LlmAspire.LocalHosting.Testing;

/// <summary>A builder for a test: that of an entry point which is held, or one of its own.</summary>
internal sealed class TestingBuilder : IDistributedApplicationTestingBuilder
{
    private readonly DistributedApplicationBuilder _inner;
    private readonly EntryPointRun? _run;
    private DistributedApplication? _application;

    /// <summary>Passes on to <paramref name="inner"/>.</summary>
    /// <param name="inner">The builder.</param>
    /// <param name="run">The entry point that made it, if one did.</param>
    public TestingBuilder(DistributedApplicationBuilder inner, EntryPointRun? run)
    {
        _inner = inner;
        _run = run;
    }

    /// <inheritdoc/>
    public ConfigurationManager Configuration => _inner.Configuration;

    /// <inheritdoc/>
    public string AppHostDirectory => _inner.AppHostDirectory;

    /// <inheritdoc/>
    public Assembly? AppHostAssembly => _inner.AppHostAssembly;

    /// <inheritdoc/>
    public IHostEnvironment Environment => _inner.Environment;

    /// <inheritdoc/>
    public IServiceCollection Services => _inner.Services;

    /// <inheritdoc/>
    public DistributedApplicationExecutionContext ExecutionContext => _inner.ExecutionContext;

    /// <inheritdoc/>
    public IResourceCollection Resources => _inner.Resources;

    /// <inheritdoc/>
    public IResourceBuilder<T> AddResource<T>(T resource)
        where T : IResource => _inner.AddResource(resource);

    /// <inheritdoc/>
    public IResourceBuilder<T> CreateResourceBuilder<T>(T resource)
        where T : IResource => _inner.CreateResourceBuilder(resource);

    /// <inheritdoc/>
    public DistributedApplication Build() => BuildAsync().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken = default)
    {
        _application = _run is null ? _inner.Build() : await _run.BuildAsync(cancellationToken).ConfigureAwait(false);
        _application.EntryPoint = _run;
        return _application;
    }

    /// <inheritdoc/>
    public void Dispose() => DisposeAsync().AsTask().GetAwaiter().GetResult();

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync().ConfigureAwait(false);
        }
        else if (_run is not null)
        {
            await _run.EndAsync().ConfigureAwait(false);
        }
    }
}
