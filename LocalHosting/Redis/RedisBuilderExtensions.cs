using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Downloads;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Redis;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Aspire.Hosting;

/// <summary>Adds Redis to an application.</summary>
public static class RedisBuilderExtensions
{
    /// <summary>Adds a Redis with a generated password.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name, which is also the connection string's.</param>
    /// <param name="port">The port; null takes a free one.</param>
    /// <returns>A builder for it.</returns>
    public static IResourceBuilder<RedisResource> AddRedis(this IDistributedApplicationBuilder builder, string name, int? port) =>
        builder.AddRedis(name, port, password: null);

    /// <summary>
    /// Adds a Redis. When the host's configuration has <c>ConnectionStrings:NAME</c>, that one is used and none is started. Its health
    /// check <c>NAME_check</c> logs in and sends PING.
    /// </summary>
    /// <param name="builder">The application.</param>
    /// <param name="name">The name, which is also the connection string's.</param>
    /// <param name="port">The port; null takes a free one.</param>
    /// <param name="password">The password; null takes <c>Parameters:NAME-password</c> or generates one.</param>
    /// <returns>A builder for it.</returns>
    /// <exception cref="DistributedApplicationException">The given connection string names no host or no valid port.</exception>
    public static IResourceBuilder<RedisResource> AddRedis(
        this IDistributedApplicationBuilder builder,
        string name,
        int? port = null,
        IResourceBuilder<ParameterResource>? password = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(name);
        var redis = new RedisResource(name, password?.Resource ?? DefaultPassword(builder.Configuration, name))
        {
            GivenConnectionString = Given(builder.Configuration, name),
        };
        var checkKey = $"{name}_check";
        builder.Services.AddHealthChecks().Add(new HealthCheckRegistration(
            checkKey, _ => new RedisHealthCheck(redis.GetConnectionStringAsync), failureStatus: null, tags: null));

        var resource = builder.AddResource(redis).WithIconName("Database").WithHealthCheck(checkKey)
            .WithLaunchPlanner(new RedisLaunchPlanner(new UserCache(builder.Configuration[UserCache.PathSetting])));
        return redis.GivenConnectionString is null
            ? resource.WithAnnotation(new EndpointAnnotation(
                ProtocolType.Tcp, RedisResource.RedisScheme, name: RedisResource.PrimaryEndpointName, port: port))
            : resource;
    }

    private static string? Given(ConfigurationManager configuration, string name)
    {
        if (configuration.GetConnectionString(name) is not { Length: > 0 } given)
        {
            return null;
        }

        try
        {
            RedisAddress.Parse(given);
            return given;
        }
        catch (FormatException error)
        {
            throw new DistributedApplicationException($"ConnectionStrings:{name} cannot be used. {error.Message}", error);
        }
    }

    private static ParameterResource DefaultPassword(ConfigurationManager configuration, string name)
    {
        var parameter = $"{name}-password";
        return new ParameterResource(
            parameter, fallback => configuration[$"Parameters:{parameter}"] ?? fallback!.GetDefaultValue(), secret: true)
        {
            Default = new GeneratedParameterDefault(),
        };
    }
}
