using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Downloads;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Redis;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.LocalHosting.Redis;

/// <summary>Asks the planner for a resource of AddRedis, with a search path and a cache of the test's choice.</summary>
internal static class RedisPlan
{
    /// <summary>The default cache: the private copy in it is made once on a machine.</summary>
    public static UserCache SharedCache { get; } = new();

    /// <summary>A resource as AddRedis makes it, its endpoint at a free port.</summary>
    public static RedisResource Resource(string? connectionString = null)
    {
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions { DisableDashboard = true });
        builder.Configuration["ConnectionStrings:redis"] = connectionString;
        var redis = builder.AddRedis("redis").Resource;
        foreach (var endpoint in redis.Annotations.OfType<EndpointAnnotation>())
        {
            endpoint.AllocatedEndpoint = new AllocatedEndpoint(endpoint, "localhost", RedisProcess.FreePort());
        }

        return redis;
    }

    /// <summary>What the planner decides.</summary>
    public static async Task<LaunchDecision> AskAsync(
        RedisResource redis,
        string searchPath,
        UserCache cache,
        CancellationToken cancellationToken,
        ILogger? logger = null,
        IReadOnlyDictionary<string, string>? environment = null)
    {
        await using var services = new ServiceCollection().BuildServiceProvider();
        var context = new LaunchContext(
            redis, services, environment ?? new Dictionary<string, string>(), [],
            logger ?? Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance);
        return await new RedisLaunchPlanner(cache, searchPath).PlanAsync(context, cancellationToken);
    }
}
