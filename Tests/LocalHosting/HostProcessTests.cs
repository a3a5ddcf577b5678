using System.Diagnostics;

namespace LlmAspire.Tests.LocalHosting;

public sealed class HostProcessTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(5);

    [Theory]
    [InlineData("TERM", false)]
    [InlineData("INT", true)]
    public async Task A_signal_ends_the_host_and_everything_it_started_within_five_seconds(string signal, bool wholeGroup)
    {
        using var host = new HostProcess("filter-service: healthy");
        var children = await host.UntilUpAsync(TestContext.Current.CancellationToken);
        var watch = Stopwatch.StartNew();

        var exitCode = await host.SignalAsync(signal, wholeGroup, TestContext.Current.CancellationToken);

        Assert.True(watch.Elapsed < Limit, $"{watch.Elapsed}\n{host.Output}");
        Assert.True(exitCode == 0, $"exit code {exitCode}\n{host.Output}");
        Assert.NotEmpty(children);
        Assert.All(children, child => Assert.Null(ProcFs.StateOf(child)));
    }

    [Fact]
    public async Task Killing_the_host_takes_everything_it_started_with_it_within_five_seconds()
    {
        using var host = new HostProcess("filter-service: healthy");
        var children = await host.UntilUpAsync(TestContext.Current.CancellationToken);

        await host.SignalAsync("KILL", group: false, TestContext.Current.CancellationToken);

        using var limit = new CancellationTokenSource(Limit);
        await ProcFs.UntilDeadAsync(children, limit.Token);
        Assert.NotEmpty(children);
    }

    [Fact]
    public async Task Two_hosts_run_side_by_side()
    {
        using var one = new HostProcess("filter-service: healthy");
        using var two = new HostProcess("filter-service: healthy");

        await one.UntilUpAsync(TestContext.Current.CancellationToken);
        await two.UntilUpAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, await one.SignalAsync("TERM", false, TestContext.Current.CancellationToken));
        Assert.Equal(0, await two.SignalAsync("TERM", false, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task The_console_has_one_line_a_change_and_nothing_of_the_frameworks()
    {
        using var host = new HostProcess("filter-service: healthy");
        await host.UntilUpAsync(TestContext.Current.CancellationToken);
        await host.SignalAsync("TERM", false, TestContext.Current.CancellationToken);

        Assert.All(host.Output.Split('\n'), line => Assert.Matches(@"^\d\d:\d\d:\d\d (warning: |error: )?[a-z-]+: ", line));
    }
}
