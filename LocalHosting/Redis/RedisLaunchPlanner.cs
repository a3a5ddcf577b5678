using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Downloads;
using LlmAspire.LocalHosting.Launching;
using Microsoft.Extensions.Logging;

namespace LlmAspire.LocalHosting.Redis;

/// <summary>
/// Finds a real Redis, in this order: the connection string given to the host; <c>redis-server</c> or <c>valkey-server</c> on PATH; the
/// private copy made before; a container engine that answers; a private copy made now. Where there is none the application goes on.
/// </summary>
internal sealed partial class RedisLaunchPlanner : ILaunchPlanner
{
    /// <summary>What the dashboard says where there is no Redis.</summary>
    public const string HowToGetIt =
        "Without it the gateway keeps conversation history in its memory. To have it, install redis-server or valkey-server, start Docker "
        + "or Podman, or set ConnectionStrings:NAME to a Redis of yours; then press Start.";

    private readonly UserCache _cache;
    private readonly string? _searchPath;

    /// <summary>Looks on that search path (default: PATH) and in that cache.</summary>
    public RedisLaunchPlanner(UserCache cache, string? searchPath = null)
    {
        _cache = cache;
        _searchPath = searchPath;
    }

    /// <inheritdoc />
    public async ValueTask<LaunchDecision> PlanAsync(LaunchContext context, CancellationToken cancellationToken)
    {
        var redis = (RedisResource)context.Resource;
        if (redis.Given is { } given)
        {
            return new LaunchExternal($"{given.Host}:{given.Port}");
        }

        var copy = new PrivateRedis(_cache, line => Log.Progress(context.Logger, line), _searchPath);
        if (OnPath() is { } program)
        {
            return await ProcessAsync(program, redis, context, cancellationToken);
        }

        if (copy.Cached is { } cached)
        {
            return await ProcessAsync(cached, redis, context, cancellationToken);
        }

        if (await ContainerEngine.FindAsync(_searchPath, cancellationToken) is { } engine)
        {
            return await ContainerAsync(engine, redis, context, cancellationToken);
        }

        return copy.IsPossible
            ? await CopyAsync(copy, redis, context, cancellationToken)
            : Unavailable("There is no Redis on this machine.", redis);
    }

    private RedisProgram? OnPath() =>
        (CommandLineTool.Find("redis-server", _searchPath) ?? CommandLineTool.Find("valkey-server", _searchPath)) is { } path
            ? new RedisProgram(path, new Dictionary<string, string>())
            : null;

    private static async ValueTask<LaunchDecision> CopyAsync(
        PrivateRedis copy, RedisResource redis, LaunchContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await ProcessAsync(await copy.GetAsync(cancellationToken), redis, context, cancellationToken);
        }
        catch (DownloadException error)
        {
            return Unavailable(error.Message, redis);
        }
    }

    private static async ValueTask<LaunchDecision> ProcessAsync(
        RedisProgram program, RedisResource redis, LaunchContext context, CancellationToken cancellationToken)
    {
        var environment = new Dictionary<string, string>(context.Environment);
        foreach (var (name, value) in program.Environment)
        {
            environment[name] = value;
        }

        return new LaunchPlan(program.Path, ["-", .. context.Arguments], Path.GetTempPath(), environment)
        {
            StandardInput = RedisConfiguration.Write(redis.PrimaryEndpoint.Port, await redis.PasswordAsync(cancellationToken)),
            DisplayArguments = context.Arguments,
        };
    }

    private static async ValueTask<LaunchDecision> ContainerAsync(
        ContainerEngine engine, RedisResource redis, LaunchContext context, CancellationToken cancellationToken) =>
        new LaunchPlan(
            engine.Command,
            [.. ContainerEngine.RunArguments($"{redis.Name}-{Guid.NewGuid():N}", redis.PrimaryEndpoint.Port), .. context.Arguments],
            Path.GetTempPath(),
            context.Environment)
        {
            StandardInput = RedisConfiguration.Write(
                RedisAddress.DefaultPort, await redis.PasswordAsync(cancellationToken), inContainer: true),

            // The engine's command passes SIGTERM on to the server; killed itself, it would leave the container behind.
            ParentDeathSignal = "TERM",
        };

    private static LaunchUnavailable Unavailable(string reason, RedisResource redis) =>
        new($"{reason} {HowToGetIt.Replace("NAME", redis.Name, StringComparison.Ordinal)}");

    private static partial class Log
    {
        [LoggerMessage(EventId = 1300, Level = LogLevel.Information, Message = "{Step}")]
        public static partial void Progress(ILogger logger, string step);
    }
}
