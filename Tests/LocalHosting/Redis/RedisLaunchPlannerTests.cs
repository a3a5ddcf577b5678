using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Downloads;
using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Redis;

namespace LlmAspire.Tests.LocalHosting.Redis;

public sealed class RedisLaunchPlannerTests
{
    private static CancellationToken Cancellation => TestDeadline.Token();

    [Fact]
    public async Task A_given_connection_string_is_used_as_it_is_and_nothing_is_started()
    {
        using var folder = new TemporaryFolder();
        var redis = RedisPlan.Resource("cache.example:7000,password=secret,ssl=true");

        var decision = await RedisPlan.AskAsync(redis, folder.Path, new UserCache(folder.Path), Cancellation);

        Assert.Equal(new LaunchExternal("cache.example:7000"), decision);
        Assert.Equal("cache.example:7000,password=secret,ssl=true", await redis.GetConnectionStringAsync(Cancellation));
    }

    [Fact]
    public async Task A_given_connection_string_gives_the_connection_properties_too()
    {
        IResourceWithConnectionString redis = RedisPlan.Resource("cache.example:7000,password=a:b,ssl=true");

        var properties = new Dictionary<string, string?>();
        foreach (var (name, value) in redis.GetConnectionProperties())
        {
            properties[name] = await value.GetValueAsync(Cancellation);
        }

        Assert.Equal(
            new Dictionary<string, string?>
            {
                ["Host"] = "cache.example",
                ["Port"] = "7000",
                ["Password"] = "a:b",
                ["Uri"] = "rediss://:a%3Ab@cache.example:7000",
            },
            properties);
    }

    [Theory]
    [InlineData("redis-server")]
    [InlineData("valkey-server")]
    public async Task A_server_on_the_search_path_is_started_directly_with_its_configuration_on_standard_input(string command)
    {
        var copy = await CopyAsync();
        using var folder = new TemporaryFolder();
        File.CreateSymbolicLink(Path.Combine(folder.Path, command), copy.Path);
        var redis = RedisPlan.Resource();

        var decision = await RedisPlan.AskAsync(redis, folder.Path, RedisPlan.SharedCache, Cancellation, environment: copy.Environment);

        var plan = Assert.IsType<LaunchPlan>(decision);
        Assert.Equal(Path.Combine(folder.Path, command), plan.FileName);
        Assert.Equal(["-"], plan.Arguments);
        await using var server = await RedisProcess.StartAsync(plan, redis.PrimaryEndpoint.Port, Cancellation);
        Assert.Null(await RedisPing.SendAsync(await AddressAsync(redis), Cancellation));
    }

    [Fact]
    public async Task The_password_stands_neither_on_the_command_line_nor_in_the_environment()
    {
        var copy = await CopyAsync();
        var redis = RedisPlan.Resource();
        var password = await redis.PasswordAsync(Cancellation);

        var plan = Assert.IsType<LaunchPlan>(await RedisPlan.AskAsync(redis, "", RedisPlan.SharedCache, Cancellation));

        await using var server = await RedisProcess.StartAsync(plan, redis.PrimaryEndpoint.Port, Cancellation);
        Assert.Equal(copy.Path, plan.FileName);
        Assert.Equal(22, password.Length);
        Assert.DoesNotContain(password, await File.ReadAllTextAsync($"/proc/{server.Id}/cmdline", Cancellation), StringComparison.Ordinal);
        Assert.DoesNotContain(password, await File.ReadAllTextAsync($"/proc/{server.Id}/environ", Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_engine_that_answers_runs_the_image_on_a_loopback_port_and_leaves_nothing()
    {
        using var folder = new TemporaryFolder();
        folder.AddCommand("docker", "exit 1");
        folder.AddCommand("podman", "[ \"$1\" = info ]");
        var redis = RedisPlan.Resource();

        var decision = await RedisPlan.AskAsync(redis, folder.Path, new UserCache(Path.Combine(folder.Path, "cache")), Cancellation);

        var plan = Assert.IsType<LaunchPlan>(decision);
        Assert.Equal(Path.Combine(folder.Path, "podman"), plan.FileName);
        Assert.Equal("TERM", plan.ParentDeathSignal);
        Assert.Equal(["run", "--rm", "--interactive", "--name"], plan.Arguments.Take(4));
        Assert.Equal(
            ["--publish", $"127.0.0.1:{redis.PrimaryEndpoint.Port}:6379", "docker.io/library/redis:8.6", "redis-server", "-"],
            plan.Arguments.Skip(5));
        Assert.Contains("port 6379\nbind *\n", plan.StandardInput, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_engine_that_hangs_is_passed_over_and_the_resource_says_how_to_get_a_redis()
    {
        using var folder = new TemporaryFolder();
        folder.AddCommand("docker", "exec /bin/sleep 60");

        var decision = await RedisPlan.AskAsync(RedisPlan.Resource(), folder.Path, new UserCache(folder.Path), Cancellation);

        var reason = Assert.IsType<LaunchUnavailable>(decision).Reason;
        Assert.StartsWith(
            "There is no Redis on this machine. Without it the gateway keeps conversation history in its memory.",
            reason,
            StringComparison.Ordinal);
        Assert.Contains("ConnectionStrings:redis", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Packages_that_cannot_be_fetched_leave_the_resource_unavailable_with_the_reason()
    {
        using var folder = new TemporaryFolder();
        folder.AddCommand("apt-get", "echo 'E: no network here' >&2; exit 100");
        folder.AddCommand("dpkg-deb", "exit 1");
        var cache = new UserCache(Path.Combine(folder.Path, "cache"));
        var path = folder.Path;

        var decision = await RedisPlan.AskAsync(RedisPlan.Resource(), path, cache, Cancellation);

        var reason = Assert.IsType<LaunchUnavailable>(decision).Reason;
        Assert.StartsWith(
            "No private Redis could be made: apt-get could not fetch redis-server (E: no network here)", reason, StringComparison.Ordinal);
        Assert.Contains("install redis-server", reason, StringComparison.Ordinal);
    }

    private static Task<RedisProgram> CopyAsync() => new PrivateRedis(RedisPlan.SharedCache, _ => { }).GetAsync(Cancellation);

    private static async Task<RedisAddress> AddressAsync(RedisResource redis) =>
        RedisAddress.Parse((await redis.GetConnectionStringAsync(Cancellation))!);
}
