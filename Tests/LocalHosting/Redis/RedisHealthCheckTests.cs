using LlmAspire.LocalHosting.Launching;
using LlmAspire.LocalHosting.Redis;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.Tests.LocalHosting.Redis;

public sealed class RedisHealthCheckTests
{
    private static CancellationToken Cancellation => TestDeadline.Token();

    [Fact]
    public async Task A_server_that_answers_to_the_password_is_healthy_and_to_a_wrong_one_it_is_not()
    {
        var program = await new PrivateRedis(RedisPlan.SharedCache, _ => { }).GetAsync(Cancellation);
        var port = RedisProcess.FreePort();
        var plan = new LaunchPlan(program.Path, ["-"], Path.GetTempPath(), program.Environment)
        {
            StandardInput = RedisConfiguration.Write(port, "quote\" and \\ backslash"),
        };
        await using var server = await RedisProcess.StartAsync(plan, port, Cancellation);

        var right = await CheckAsync($"localhost:{port},password=quote\" and \\ backslash");
        var wrong = await CheckAsync($"localhost:{port},password=guessed");
        var none = await CheckAsync($"localhost:{port}");

        Assert.Equal(HealthStatus.Healthy, right.Status);
        Assert.Equal(HealthStatus.Unhealthy, wrong.Status);
        Assert.StartsWith("AUTH was answered by -WRONGPASS", wrong.Description, StringComparison.Ordinal);
        Assert.StartsWith("PING was answered by -NOAUTH", none.Description, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_port_where_nothing_listens_is_unhealthy_with_the_reason()
    {
        var result = await CheckAsync($"127.0.0.1:{RedisProcess.FreePort()},password=secret");

        Assert.Equal(HealthStatus.Unhealthy, result.Status);
        Assert.Contains("refused", result.Description, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secret", result.Description, StringComparison.Ordinal);
    }

    private static Task<HealthCheckResult> CheckAsync(string connectionString)
    {
        var check = new RedisHealthCheck(_ => new ValueTask<string?>(connectionString));
        var registration = new HealthCheckRegistration("redis_check", check, HealthStatus.Unhealthy, tags: null);
        return check.CheckHealthAsync(new HealthCheckContext { Registration = registration }, Cancellation);
    }
}
