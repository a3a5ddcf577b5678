using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.Tests.LocalHosting;

public sealed class WaitTests
{
    [Fact]
    public async Task A_resource_waits_until_its_dependency_is_healthy_and_says_so()
    {
        var isHealthy = false;
        await using var app = new TestApplication();
        app.Builder.Services.AddHealthChecks()
            .AddCheck("gate", () => isHealthy ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("not yet"));
        var first = app.AddShell("first", "exec sleep 60").WithHealthCheck("gate");
        app.AddShell("second", "exec sleep 60").WaitFor(first);
        await app.StartAsync();

        await app.UntilAsync("first", snapshot => snapshot.HealthReports.Any(report => report.Status == HealthStatus.Unhealthy));
        var waiting = await app.UntilAsync("second", KnownResourceStates.Waiting);
        isHealthy = true;
        await app.UntilAsync("second", KnownResourceStates.Running);

        Assert.Equal("first", Property(waiting, "resource.waitingFor"));
        app.Notifications.TryGetCurrentState("first", out var state);
        Assert.Equal(HealthStatus.Healthy, state!.Snapshot.HealthStatus);
    }

    [Fact]
    public async Task A_wait_for_the_start_alone_does_not_ask_for_health()
    {
        await using var app = new TestApplication();
        app.Builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
        var first = app.AddShell("first", "exec sleep 60").WithHealthCheck("never");
        app.AddShell("second", "exec sleep 60").WaitForStart(first);
        await app.StartAsync();

        await app.UntilAsync("second", KnownResourceStates.Running);
    }

    [Fact]
    public async Task A_wait_for_completion_ends_with_the_expected_exit_code_only()
    {
        await using var app = new TestApplication();
        var done = app.AddShell("done", "exit 3");
        app.AddShell("after-three", "exec sleep 60").WaitForCompletion(done, exitCode: 3);
        app.AddShell("after-zero", "exec sleep 60").WaitForCompletion(done);
        await app.StartAsync();

        await app.UntilAsync("after-three", KnownResourceStates.Running);
        var failed = await app.UntilAsync("after-zero", KnownResourceStates.FailedToStart);

        Assert.Contains(
            "done (Exited): the process ended by itself with exit code 3",
            Property(failed, "resource.reason"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failed_dependency_fails_what_waits_for_it_with_the_reason()
    {
        await using var app = new TestApplication();
        var broken = app.Builder.AddExecutable("broken", "no-such-program-anywhere", ".");
        app.AddShell("dependent", "exec sleep 60").WaitFor(broken);
        app.AddShell("bystander", "exec sleep 60");
        await app.StartAsync();

        var failed = await app.UntilAsync("dependent", KnownResourceStates.FailedToStart);
        await app.UntilAsync("bystander", KnownResourceStates.Running);

        Assert.Contains(
            "broken (FailedToStart): 'no-such-program-anywhere' was not found on PATH",
            Property(failed, "resource.reason"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_dashboard_a_resource_waits_on_for_a_failed_dependency_until_that_is_started_again()
    {
        var flag = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        await using var app = new TestApplication();
        app.Builder.Services.AddHealthChecks()
            .AddCheck("flag", () => File.Exists(flag) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy());
        var flaky = app.AddShell("flaky", $"test -e {flag} || exit 1; exec sleep 60").WithHealthCheck("flag");
        app.AddShell("dependent", "exec sleep 60").WaitFor(flaky, WaitBehavior.WaitOnResourceUnavailable);
        await app.StartAsync();

        await app.UntilAsync(
            "dependent",
            snapshot => Property(snapshot, "resource.waitingFor")?.StartsWith("flaky (Exited", StringComparison.Ordinal) == true);
        await File.WriteAllTextAsync(flag, string.Empty, app.Deadline);
        try
        {
            await app.Commands.ExecuteCommandAsync("flaky", KnownResourceCommands.StartCommand, app.Deadline);
            await app.UntilAsync("dependent", KnownResourceStates.Running);
        }
        finally
        {
            File.Delete(flag);
        }
    }

    [Fact]
    public async Task Waiting_for_an_unknown_resource_fails_at_once_and_lists_the_known_ones()
    {
        await using var app = new TestApplication();
        app.AddShell("alpha", "exec sleep 60");
        app.AddShell("beta", "exec sleep 60");
        await app.StartAsync();

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.Notifications.WaitForResourceHealthyAsync("gamma", app.Deadline));

        Assert.Equal("There is no resource 'gamma'. The application has: alpha, beta.", failure.Message);
    }

    [Fact]
    public async Task Waiting_for_health_ends_at_once_when_the_resource_has_failed_and_quotes_its_output()
    {
        await using var app = new TestApplication();
        app.Builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy());
        app.AddShell("crash", "echo about to fall; echo out of luck >&2; exit 7").WithHealthCheck("never");
        await app.StartAsync();

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(
            () => app.Notifications.WaitForResourceHealthyAsync("crash", app.Deadline));

        Assert.Contains("exit code 7", failure.Message, StringComparison.Ordinal);
        Assert.Contains("out of luck", failure.Message, StringComparison.Ordinal);
        Assert.Contains("about to fall", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wait_that_is_given_up_says_how_things_stand()
    {
        await using var app = new TestApplication();
        app.Builder.Services.AddHealthChecks().AddCheck("never", () => HealthCheckResult.Unhealthy("the well is dry"));
        app.AddShell("thirsty", "echo looking for water; exec sleep 60").WithHealthCheck("never");
        await app.StartAsync();
        await app.UntilAsync("thirsty", snapshot => snapshot.HealthReports.Any(report => report.Status == HealthStatus.Unhealthy));
        await app.OutputAsync("thirsty", text => text.Contains("water", StringComparison.Ordinal));

        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        var failure = await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => app.Notifications.WaitForResourceHealthyAsync("thirsty", soon.Token));

        Assert.Contains("state Running", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the well is dry", failure.Message, StringComparison.Ordinal);
        Assert.Contains("looking for water", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Resources_that_wait_for_each_other_are_refused_at_the_start()
    {
        await using var app = new TestApplication();
        var one = app.AddShell("one", "exec sleep 60");
        var two = app.AddShell("two", "exec sleep 60").WaitFor(one);
        one.WaitFor(two);

        var failure = await Assert.ThrowsAsync<DistributedApplicationException>(app.StartAsync);

        Assert.Contains("one -> two -> one", failure.Message, StringComparison.Ordinal);
    }

    private static string? Property(ResourceEvent change, string name) => Property(change.Snapshot, name);

    private static string? Property(CustomResourceSnapshot snapshot, string name) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == name)?.Value?.ToString();
}
