using System.Diagnostics;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Launching;

namespace LlmAspire.Tests.LocalHosting;

public sealed class ProcessTests
{
    [Fact]
    public async Task Colours_and_the_two_outputs_are_kept_line_by_line()
    {
        await using var app = new TestApplication();
        app.AddShell("shell", "printf '\\033[32mgreen\\033[0m\\nplain\\n'; echo bad >&2; exec sleep 60");
        await app.StartAsync();

        var text = await app.OutputAsync(
            "shell",
            all => all.Contains("bad", StringComparison.Ordinal) && all.Contains("plain", StringComparison.Ordinal));

        Assert.Contains("Z \u001b[32mgreen\u001b[0m\n", text, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z plain$", text);
    }

    [Fact]
    public async Task Secrets_can_be_given_on_standard_input()
    {
        await using var app = new TestApplication();
        string[] arguments = ["-c", "read word; echo got $word; exec sleep 60"];
        var planner = new FixedPlan(new LaunchPlan("sh", arguments, "/", new Dictionary<string, string>())
        {
            StandardInput = "open-sesame\n",
        });
        app.Builder.AddResource(new FakeDatabase("reader")).WithLaunchPlanner(planner);
        await app.StartAsync();

        Assert.Contains(
            "got open-sesame",
            await app.OutputAsync("reader", all => all.Contains("got", StringComparison.Ordinal)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_ignores_the_request_to_end_is_killed_after_the_grace_period()
    {
        await using var app = new TestApplication("--LocalHosting:StopGracePeriod=00:00:00.300");
        app.AddShell("stubborn", "trap '' TERM; echo ready; while :; do sleep 0.1; done");
        await app.StartAsync();
        await app.OutputAsync("stubborn", all => all.Contains("ready", StringComparison.Ordinal));
        var watch = Stopwatch.StartNew();

        await app.Commands.ExecuteCommandAsync("stubborn", KnownResourceCommands.StopCommand, app.Deadline);

        Assert.InRange(watch.Elapsed, TimeSpan.FromMilliseconds(300), TimeSpan.FromSeconds(10));
        Assert.Equal(137, (await app.UntilAsync("stubborn", KnownResourceStates.Exited)).Snapshot.ExitCode);
    }

    [Fact]
    public async Task A_process_that_is_asked_to_end_may_clean_up()
    {
        await using var app = new TestApplication();
        app.AddShell("tidy", "trap 'echo tidied; exit 0' TERM; echo ready; while :; do sleep 0.05; done");
        await app.StartAsync();
        await app.OutputAsync("tidy", all => all.Contains("ready", StringComparison.Ordinal));

        await app.Commands.ExecuteCommandAsync("tidy", KnownResourceCommands.StopCommand, app.Deadline);

        Assert.Contains(
            "tidied",
            await app.OutputAsync("tidy", all => all.Contains("tidied", StringComparison.Ordinal)),
            StringComparison.Ordinal);
        Assert.Equal(0, (await app.UntilAsync("tidy", KnownResourceStates.Exited)).Snapshot.ExitCode);
    }

    [Fact]
    public async Task Disposing_the_application_ends_every_process_and_leaves_no_zombie()
    {
        int[] processes;
        await using (var app = new TestApplication())
        {
            app.AddShell("one", "exec sleep 60");
            app.AddShell("two", "exec sleep 60");
            await app.StartAsync();
            processes =
            [
                ProcessId(await app.UntilAsync("one", KnownResourceStates.Running)),
                ProcessId(await app.UntilAsync("two", KnownResourceStates.Running)),
            ];
            Assert.All(processes, process => Assert.True(ProcFs.IsAlive(process)));
        }

        Assert.All(processes, process => Assert.Null(ProcFs.StateOf(process)));
    }

    [Fact]
    public async Task Disposing_the_application_asks_every_process_to_end_before_it_kills()
    {
        var trace = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            await using (var app = new TestApplication())
            {
                app.AddShell("tidy", $"trap 'echo tidied > {trace}; exit 0' TERM; echo ready; while :; do sleep 0.05; done");
                await app.StartAsync();
                await app.OutputAsync("tidy", all => all.Contains("ready", StringComparison.Ordinal));
            }

            Assert.True(File.Exists(trace));
        }
        finally
        {
            File.Delete(trace);
        }
    }

    [Fact]
    public async Task The_keys_of_the_host_do_not_reach_its_processes()
    {
        System.Environment.SetEnvironmentVariable("DASHBOARD__OTLP__PRIMARYAPIKEY__FOR_A_TEST", "s3cret");
        try
        {
            await using var app = new TestApplication();
            app.AddShell("shell", "env; echo end-of-env; exec sleep 60");
            await app.StartAsync();

            var text = await app.OutputAsync("shell", all => all.Contains("end-of-env", StringComparison.Ordinal));

            Assert.Contains("PATH=", text, StringComparison.Ordinal);
            Assert.DoesNotContain("s3cret", text, StringComparison.Ordinal);
        }
        finally
        {
            System.Environment.SetEnvironmentVariable("DASHBOARD__OTLP__PRIMARYAPIKEY__FOR_A_TEST", null);
        }
    }

    private static int ProcessId(ResourceEvent change) =>
        (int)change.Snapshot.Properties.First(property => property.Name == "executable.pid").Value!;

    private sealed class FixedPlan : ILaunchPlanner
    {
        private readonly LaunchPlan _plan;

        public FixedPlan(LaunchPlan plan) => _plan = plan;

        public ValueTask<LaunchDecision> PlanAsync(LaunchContext context, CancellationToken cancellationToken) => new(_plan);
    }
}
