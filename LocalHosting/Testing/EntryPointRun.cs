using System.Reflection;
using Aspire.Hosting;
using Microsoft.Extensions.Hosting;

namespace LlmAspire.LocalHosting.Testing;

/// <summary>
/// A run of an app host's own entry point on behalf of a test. The entry point is held where it would build its application, until the
/// test has
/// changed what it wants changed, and where it would run it, until the test is done.
/// </summary>
/// <remarks>It has a thread of its own and flows with that thread's execution context, so several can run side by side in one
/// process.</remarks>
internal sealed class EntryPointRun
{
    private const TaskCreationOptions Asynchronously = TaskCreationOptions.RunContinuationsAsynchronously;

    private static readonly AsyncLocal<EntryPointRun?> Flowing = new();

    private readonly Action<DistributedApplicationOptions, HostApplicationBuilderSettings> _configure;
    private readonly TaskCompletionSource<DistributedApplicationBuilder> _described = new(Asynchronously);
    private readonly TaskCompletionSource<bool> _mayBuild = new(Asynchronously);
    private readonly TaskCompletionSource<DistributedApplication> _built = new(Asynchronously);
    private readonly TaskCompletionSource _mayEnd = new(Asynchronously);
    private readonly TaskCompletionSource _ended = new(Asynchronously);

    /// <summary>Configures what the entry point makes with <paramref name="configure"/>.</summary>
    /// <param name="configure">Changes the options and the host settings before the builder is made.</param>
    public EntryPointRun(Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configure) => _configure = configure;

    /// <summary>The run this code is part of; null outside of an entry point that a test runs.</summary>
    public static EntryPointRun? Current => Flowing.Value;

    /// <summary>Ends with the builder when the entry point has described its application, or with what it threw.</summary>
    public Task<DistributedApplicationBuilder> Described => _described.Task;

    /// <summary>Begins the entry point of an assembly on a thread of its own.</summary>
    /// <param name="assembly">The app host.</param>
    /// <param name="args">Its command line.</param>
    public void Begin(Assembly assembly, string[] args)
    {
        var entryPoint = assembly.EntryPoint
            ?? throw new InvalidOperationException($"'{assembly.GetName().Name}' has no entry point. Name a type of an app host.");
        var thread = new Thread(() => Run(entryPoint, args)) { IsBackground = true, Name = $"entry point of {assembly.GetName().Name}" };
        thread.Start();
    }

    /// <summary>Makes the builder the entry point asked for.</summary>
    /// <param name="options">What it asked for.</param>
    /// <returns>The builder.</returns>
    public DistributedApplicationBuilder CreateBuilder(DistributedApplicationOptions options)
    {
        var settings = new HostApplicationBuilderSettings { Args = options.Args };
        _configure(options, settings);
        return new DistributedApplicationBuilder(options, settings);
    }

    /// <summary>Called where the entry point builds its application; returns when the test wants it built.</summary>
    /// <param name="builder">The builder.</param>
    /// <exception cref="OperationCanceledException">The test does not want it any more.</exception>
    public void WaitToBuild(DistributedApplicationBuilder builder)
    {
        _described.TrySetResult(builder);
        if (!_mayBuild.Task.GetAwaiter().GetResult())
        {
            throw new OperationCanceledException("The test is done with this app host.");
        }
    }

    /// <summary>Called where the entry point has built its application.</summary>
    /// <param name="application">The application.</param>
    public void OnBuilt(DistributedApplication application) => _built.TrySetResult(application);

    /// <summary>Lets the entry point build its application.</summary>
    /// <param name="cancellationToken">Stops waiting for it.</param>
    /// <returns>The application.</returns>
    public Task<DistributedApplication> BuildAsync(CancellationToken cancellationToken)
    {
        _mayBuild.TrySetResult(true);
        return _built.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Takes the place of running the application, which the test does itself.</summary>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>A task that ends when the test is done with the application.</returns>
    public Task WaitForEndAsync(CancellationToken cancellationToken) => _mayEnd.Task.WaitAsync(cancellationToken);

    /// <summary>Lets the entry point end.</summary>
    /// <returns>A task that ends with it.</returns>
    public Task EndAsync()
    {
        _mayBuild.TrySetResult(false);
        _mayEnd.TrySetResult();
        return _ended.Task;
    }

    private void Run(MethodInfo entryPoint, string[] args)
    {
        Flowing.Value = this;
        try
        {
            entryPoint.Invoke(null, entryPoint.GetParameters().Length == 0 ? [] : [args]);
            Fail(new InvalidOperationException("The entry point ended without building its application."));
        }
        catch (TargetInvocationException failure)
        {
            Fail(failure.InnerException ?? failure);
        }
        finally
        {
            _ended.TrySetResult();
        }
    }

    private void Fail(Exception failure)
    {
        _described.TrySetException(failure);
        _built.TrySetException(failure);

        // Nobody may be waiting for these any more.
        _ = _described.Task.Exception;
        _ = _built.Task.Exception;
    }
}
