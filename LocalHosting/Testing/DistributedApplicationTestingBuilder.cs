using LlmAspire.LocalHosting.Testing;
using Microsoft.Extensions.Hosting;

namespace Aspire.Hosting.Testing;

/// <summary>
/// Runs an app host's own entry point in a test, up to where it builds its application. By default there is no dashboard, every port is
/// random, and
/// waits end when what they wait for fails.
/// </summary>
public static class DistributedApplicationTestingBuilder
{
    /// <summary>Runs the entry point of an app host.</summary>
    /// <typeparam name="TEntryPoint">A type of the app host, such as <c>Projects.AppHost</c>.</typeparam>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The application it described.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>([], cancellationToken);

    /// <summary>Runs the entry point of an app host.</summary>
    /// <typeparam name="TEntryPoint">A type of the app host, such as <c>Projects.AppHost</c>.</typeparam>
    /// <param name="args">Its command line.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The application it described.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args,
        CancellationToken cancellationToken = default)
        where TEntryPoint : class => CreateAsync<TEntryPoint>(args, (_, _) => { }, cancellationToken);

    /// <summary>Runs the entry point of an app host.</summary>
    /// <typeparam name="TEntryPoint">A type of the app host, such as <c>Projects.AppHost</c>.</typeparam>
    /// <param name="args">Its command line.</param>
    /// <param name="configureBuilder">Changes how it is hosted, before its own code runs.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The application it described.</returns>
    public static Task<IDistributedApplicationTestingBuilder> CreateAsync<TEntryPoint>(
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default) =>
        CreateAsync(typeof(TEntryPoint), args, configureBuilder, cancellationToken);

    /// <summary>Runs the entry point of an app host.</summary>
    /// <param name="entryPoint">A type of the app host, such as <c>Projects.AppHost</c>.</param>
    /// <param name="args">Its command line.</param>
    /// <param name="configureBuilder">Changes how it is hosted, before its own code runs.</param>
    /// <param name="cancellationToken">Gives it up.</param>
    /// <returns>The application it described.</returns>
    public static async Task<IDistributedApplicationTestingBuilder> CreateAsync(
        Type entryPoint,
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(entryPoint);
        ArgumentNullException.ThrowIfNull(args);
        var assembly = entryPoint.Assembly;
        var run = new EntryPointRun((options, settings) => TestDefaults.Apply(options, settings, args, assembly, configureBuilder));
        run.Begin(assembly, args);
        return new TestingBuilder(await run.Described.WaitAsync(cancellationToken).ConfigureAwait(false), run);
    }

    /// <summary>Begins an application that the test describes itself.</summary>
    /// <param name="args">The command line.</param>
    /// <returns>A builder.</returns>
    public static IDistributedApplicationTestingBuilder Create(params string[] args) => Create(args, (_, _) => { });

    /// <summary>Begins an application that the test describes itself.</summary>
    /// <param name="args">The command line.</param>
    /// <param name="configureBuilder">Changes how it is hosted.</param>
    /// <returns>A builder.</returns>
    public static IDistributedApplicationTestingBuilder Create(
        string[] args,
        Action<DistributedApplicationOptions, HostApplicationBuilderSettings> configureBuilder)
    {
        var options = new DistributedApplicationOptions();
        var settings = new HostApplicationBuilderSettings();
        TestDefaults.Apply(options, settings, args, appHost: null, configureBuilder);
        return new TestingBuilder(new DistributedApplicationBuilder(options, settings), run: null);
    }
}
