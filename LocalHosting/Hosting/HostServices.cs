using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Endpoints;
using LlmAspire.LocalHosting.Orchestration;
using LlmAspire.LocalHosting.Reporting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace LlmAspire.LocalHosting.Hosting;

/// <summary>The services every application's host has.</summary>
internal static class HostServices
{
    /// <summary>What the host itself needs to stop beside its processes.</summary>
    private static readonly TimeSpan ShutdownMargin = TimeSpan.FromSeconds(10);

    /// <summary>Registers them.</summary>
    /// <param name="host">The host.</param>
    /// <param name="options">How the application is hosted.</param>
    /// <param name="resources">The application's resources, still to be filled.</param>
    /// <param name="executionContext">What is being done with the application.</param>
    public static void AddTo(
        HostApplicationBuilder host,
        DistributedApplicationOptions options,
        IResourceCollection resources,
        DistributedApplicationExecutionContext executionContext)
    {
        var services = host.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(options);
        services.AddSingleton(executionContext);
        services.AddSingleton(new DistributedApplicationModel(resources));
        services.Configure<ResourceNotificationServiceOptions>(waits => waits.DefaultWaitBehavior =
            options.DisableDashboard ? WaitBehavior.StopOnResourceUnavailable : WaitBehavior.WaitOnResourceUnavailable);
        services.AddSingleton(provider => new ResourceLoggerService(provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(provider => new ResourceNotificationService(
            provider.GetRequiredService<DistributedApplicationModel>(),
            provider.GetRequiredService<ResourceLoggerService>(),
            provider.GetRequiredService<IOptions<ResourceNotificationServiceOptions>>(),
            provider));
        services.AddSingleton(provider => new ResourceCommandService(
            provider.GetRequiredService<ResourceNotificationService>(),
            provider.GetRequiredService<ResourceLoggerService>(),
            provider.GetRequiredService<DistributedApplicationModel>(),
            provider));
        services.AddHttpClient();
        services.AddHealthChecks();
        AddOrchestration(services);
        ReportingServices.AddTo(host, options);
    }

    private static void AddOrchestration(IServiceCollection services)
    {
        services.AddOptions<LocalHostingOptions>()
            .BindConfiguration(LocalHostingOptions.SectionName).ValidateDataAnnotations().ValidateOnStart();

        // The grace period ends a process; the host must not give up before.
        services.AddOptions<HostOptions>().Configure<IOptions<LocalHostingOptions>>((host, local) =>
            host.ShutdownTimeout = local.Value.StopGracePeriod + ShutdownMargin);
        services.AddSingleton<EndpointAllocator>();
        services.AddSingleton<ResourceRunnerFactory>();
        services.AddSingleton<ResourceOrchestrator>();
        services.AddHostedService(provider => provider.GetRequiredService<ResourceOrchestrator>());
    }
}
