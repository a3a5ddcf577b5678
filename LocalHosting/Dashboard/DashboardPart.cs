using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Downloads;
using LlmAspire.LocalHosting.Launching;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.LocalHosting.Dashboard;

/// <summary>
/// Gives an application its dashboard: the hidden resource, the resource service, the telemetry target and the line on the console.
/// </summary>
internal static class DashboardPart
{
    /// <summary>Adds it, unless the options leave the dashboard out.</summary>
    public static void AddTo(IDistributedApplicationBuilder builder, DistributedApplicationOptions options)
    {
        if (options.DisableDashboard)
        {
            return;
        }

        var configuration = builder.Configuration;
        DashboardKeys.Settle(configuration);
        var cache = new UserCache(configuration[UserCache.PathSetting]);
        var dashboard = builder
            .AddResource(new DashboardResource(
                DashboardAddress.Frontend(configuration),
                DashboardAddress.OtlpGrpc(configuration),
                DashboardAddress.OtlpHttp(configuration)))
            .WithLaunchPlanner(new DashboardLaunchPlanner(cache))
            .WithHttpHealthCheck("/health", endpointName: DashboardResource.FrontendEndpoint)
            .Resource;

        builder.Services.AddSingleton<DashboardHost>();
        builder.Services.AddHostedService(services => services.GetRequiredService<DashboardHost>());
        builder.Services.AddHostedService(services => new DashboardWatch(
            services.GetRequiredService<ResourceNotificationService>(),
            services.GetRequiredService<ResourceCommandService>(),
            services.GetRequiredService<IConfiguration>(),
            services.GetRequiredService<TimeProvider>(),
            Console.Out));
        builder.Services.AddSingleton<IOtlpTargetSource>(services =>
            new DashboardOtlpTarget(dashboard, cache, services.GetRequiredService<IConfiguration>()));
    }
}
