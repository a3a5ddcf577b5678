using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace LlmAspire.Tests.LocalHosting;

public sealed class FailureTests
{
    [Fact]
    public async Task A_missing_program_is_named_with_a_remedy_and_the_rest_runs()
    {
        await using var app = new TestApplication();
        app.Builder.AddExecutable("broken", "no-such-program-anywhere", ".");
        app.AddShell("fine", "exec sleep 60");
        await app.StartAsync();

        var failed = await app.UntilAsync("broken", KnownResourceStates.FailedToStart);
        await app.UntilAsync("fine", KnownResourceStates.Running);

        Assert.Equal(
            "'no-such-program-anywhere' was not found on PATH. Install it, or name it by its full path.",
            Reason(failed));
        Assert.Equal("error", failed.Snapshot.State!.Style);
    }

    [Fact]
    public async Task A_missing_working_directory_is_named()
    {
        await using var app = new TestApplication();
        app.Builder.AddExecutable("broken", "sh", "no-such-folder");
        await app.StartAsync();

        Assert.Contains(
            "no-such-folder' does not exist",
            Reason(await app.UntilAsync("broken", KnownResourceStates.FailedToStart)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_that_was_not_built_is_named_with_the_command_that_builds_it()
    {
        await using var app = new TestApplication();
        app.Builder.AddProject<UnbuiltProject>("unbuilt");
        await app.StartAsync();

        Assert.Contains(
            "Build it: dotnet build",
            Reason(await app.UntilAsync("unbuilt", KnownResourceStates.FailedToStart)),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_crash_ends_in_a_state_with_the_exit_code_and_the_telling_line()
    {
        await using var app = new TestApplication();
        app.AddShell("crash", "echo 'Unhandled exception. System.Exception: no fuel' >&2; echo '   at Engine.Start()' >&2; exit 134");
        await app.StartAsync();

        var exited = await app.UntilAsync("crash", KnownResourceStates.Exited);

        Assert.Equal(134, exited.Snapshot.ExitCode);
        Assert.Equal(
            "the process ended by itself with exit code 134; it said: Unhandled exception. System.Exception: no fuel",
            Reason(exited));
    }

    [Fact]
    public async Task The_reason_of_a_crash_is_told_without_the_colours_of_the_output()
    {
        await using var app = new TestApplication();
        app.AddShell("crash", @"printf '\033[31mno fuel\033[39m\n' >&2; exit 3");
        await app.StartAsync();

        var exited = await app.UntilAsync("crash", KnownResourceStates.Exited);

        Assert.Equal("the process ended by itself with exit code 3; it said: no fuel", Reason(exited));
    }

    [Fact]
    public async Task A_process_that_ends_well_by_itself_is_finished()
    {
        await using var app = new TestApplication();
        app.AddShell("job", "exit 0");
        await app.StartAsync();

        Assert.Equal(0, (await app.UntilAsync("job", KnownResourceStates.Finished)).Snapshot.ExitCode);
    }

    [Fact]
    public async Task A_taken_port_is_named_with_the_settings_that_move_it()
    {
        using var squatter = new TcpListener(IPAddress.Loopback, 0);
        squatter.Start();
        var port = ((IPEndPoint)squatter.LocalEndpoint).Port;
        await using var app = new TestApplication($"--LocalHosting:Ports:mock-llm:http={port}");
        app.Builder.AddProject<Projects.MockLlm>("mock-llm");
        await app.StartAsync();

        var reason = Reason(await app.UntilAsync("mock-llm", KnownResourceStates.FailedToStart));

        Assert.Contains($"Port {port} (endpoint http) is taken", reason, StringComparison.Ordinal);
        Assert.Contains(Path.Combine("MockLlm", "Properties", "launchSettings.json"), reason, StringComparison.Ordinal);
        Assert.Contains("--LocalHosting:Ports:mock-llm:http=PORT", reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_callback_that_throws_fails_its_own_resource_only()
    {
        await using var app = new TestApplication();
        app.AddShell("broken", "exec sleep 60").WithEnvironment(_ => throw new InvalidOperationException("no idea"));
        app.AddShell("fine", "exec sleep 60");
        await app.StartAsync();

        Assert.Equal("InvalidOperationException: no idea", Reason(await app.UntilAsync("broken", KnownResourceStates.FailedToStart)));
        await app.UntilAsync("fine", KnownResourceStates.Running);
    }

    [Fact]
    public void Two_resources_of_one_name_are_refused()
    {
        var builder = Aspire.Hosting.Testing.DistributedApplicationTestingBuilder.Create();
        builder.AddExecutable("twin", "sh", ".");

        var failure = Assert.Throws<DistributedApplicationException>(() => builder.AddExecutable("Twin", "sh", "."));

        Assert.Contains("'Twin'", failure.Message, StringComparison.Ordinal);
    }

    private static string Reason(ResourceEvent change) =>
        change.Snapshot.Properties.First(property => property.Name == "resource.reason").Value!.ToString()!;

    private sealed class UnbuiltProject : IProjectMetadata, LlmAspire.LocalHosting.Projects.IBuiltProject
    {
        public string ProjectPath => Path.Combine(Path.GetTempPath(), "Unbuilt.csproj");

        public string TargetPath => Path.Combine(Path.GetTempPath(), "bin", "Unbuilt.dll");
    }
}
