using System.Net;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.Tests.LocalHosting;

public sealed class CommandTests
{
    [Fact]
    public async Task Stop_ends_the_process_and_start_brings_it_back()
    {
        await using var app = new TestApplication();
        app.AddShell("shell", "exec sleep 60");
        await app.StartAsync();
        var first = ProcessId(await app.UntilAsync("shell", KnownResourceStates.Running));

        var stopped = await app.Commands.ExecuteCommandAsync("shell", KnownResourceCommands.StopCommand, app.Deadline);
        var afterStop = Current(app, "shell");
        var started = await app.Commands.ExecuteCommandAsync("shell", KnownResourceCommands.StartCommand, app.Deadline);

        Assert.True(stopped.Success, stopped.Message);
        Assert.Equal(KnownResourceStates.Exited, afterStop.Snapshot.State!.Text);
        Assert.False(ProcFs.IsAlive(first));
        Assert.True(started.Success, started.Message);
        Assert.NotEqual(first, ProcessId(Current(app, "shell")));
    }

    [Fact]
    public async Task A_restart_keeps_the_port_and_becomes_healthy_again()
    {
        await using var app = new TestApplication();
        app.Builder.AddProject<Projects.MockLlm>("mock-llm").WithHttpHealthCheck("/health");
        await app.StartAsync();
        await app.Notifications.WaitForResourceHealthyAsync("mock-llm", app.Deadline);
        var address = app.Application.GetEndpoint("mock-llm");
        var first = ProcessId(Current(app, "mock-llm"));

        var result = await app.Commands.ExecuteCommandAsync("mock-llm", KnownResourceCommands.RestartCommand, app.Deadline);
        var healthy = await app.Notifications.WaitForResourceHealthyAsync("mock-llm", app.Deadline);

        Assert.True(result.Success, result.Message);
        Assert.NotEqual(first, ProcessId(healthy));
        Assert.Equal(address, app.Application.GetEndpoint("mock-llm"));
        using var client = app.Application.CreateHttpClient("mock-llm");
        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/health", app.Deadline)).StatusCode);
    }

    [Fact]
    public async Task Start_on_a_waiting_resource_starts_it_without_what_it_waits_for()
    {
        await using var app = new TestApplication();
        var never = app.AddShell("never", "exec sleep 60").WithExplicitStart();
        app.AddShell("eager", "exec sleep 60").WaitFor(never, WaitBehavior.WaitOnResourceUnavailable);
        await app.StartAsync();
        await app.UntilAsync("eager", KnownResourceStates.Waiting);

        await app.Commands.ExecuteCommandAsync("eager", KnownResourceCommands.StartCommand, app.Deadline);

        await app.UntilAsync("eager", KnownResourceStates.Running);
    }

    [Fact]
    public async Task The_commands_can_be_used_when_they_make_sense()
    {
        await using var app = new TestApplication();
        app.AddShell("shell", "exec sleep 60").WithExplicitStart();
        await app.StartAsync();

        var notStarted = States(await app.UntilAsync("shell", KnownResourceStates.NotStarted));
        await app.Commands.ExecuteCommandAsync("shell", KnownResourceCommands.StartCommand, app.Deadline);
        var running = States(await app.UntilAsync("shell", KnownResourceStates.Running));

        Assert.Equal("start Enabled, stop Hidden, restart Disabled", notStarted);
        Assert.Equal("start Hidden, stop Enabled, restart Enabled", running);
    }

    [Fact]
    public async Task A_start_that_fails_says_why()
    {
        await using var app = new TestApplication();
        app.Builder.AddExecutable("broken", "no-such-program-anywhere", ".").WithExplicitStart();
        await app.StartAsync();

        var result = await app.Commands.ExecuteCommandAsync("broken", KnownResourceCommands.StartCommand, app.Deadline);

        Assert.False(result.Success);
        Assert.Contains("was not found on PATH", result.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_command_of_the_application_is_run_and_what_it_throws_is_its_answer()
    {
        await using var app = new TestApplication();
        app.AddShell("shell", "exec sleep 60")
            .WithCommand(
                "greet",
                "Greet",
                context => Task.FromResult(CommandResults.Success($"Hello {context.ResourceName.Split('-')[0]}.")))
            .WithCommand("fall", "Fall", _ => throw new InvalidOperationException("over"));
        await app.StartAsync();

        var greeted = await app.Commands.ExecuteCommandAsync("shell", "greet", app.Deadline);
        var fallen = await app.Commands.ExecuteCommandAsync("shell", "fall", app.Deadline);
        var unknown = await app.Commands.ExecuteCommandAsync("shell", "fly", app.Deadline);

        Assert.Equal("Hello shell.", greeted.Message);
        Assert.Equal("over", fallen.Message);
        Assert.Equal("Command 'fly' not available for resource 'shell'.", unknown.Message);
    }

    [Fact]
    public async Task An_http_command_sends_the_prepared_request_and_answers_what_came_back()
    {
        await using var app = new TestApplication();
        app.Builder.AddProject<Projects.MockLlm>("mock-llm")
            .WithHttpHealthCheck("/health")
            .WithHttpCommand("/health", "Ask", commandName: "ask", commandOptions: new HttpCommandOptions
            {
                Method = HttpMethod.Get,
                IsHighlighted = true,
                ConfirmationMessage = "Really?",
                PrepareRequest = context =>
                {
                    context.Request.Headers.Add("x-asked-by", context.ResourceName);
                    return Task.CompletedTask;
                },
                GetCommandResult = async context => CommandResults.Success(
                    context.Response.RequestMessage!.Headers.GetValues("x-asked-by").Single(),
                    await context.Response.Content.ReadAsStringAsync(context.CancellationToken)),
            })
            .WithHttpCommand("/nowhere", "Get lost", commandName: "lost");
        await app.StartAsync();
        var healthy = await app.Notifications.WaitForResourceHealthyAsync("mock-llm", app.Deadline);

        var asked = await app.Commands.ExecuteCommandAsync("mock-llm", "ask", app.Deadline);
        var lost = await app.Commands.ExecuteCommandAsync("mock-llm", "lost", app.Deadline);

        Assert.Equal(healthy.ResourceId, asked.Message);
        Assert.Equal("Healthy", asked.Data!.Value);
        Assert.False(lost.Success);
        Assert.Equal("Request failed with status code NotFound", lost.Message);
        var shown = healthy.Snapshot.Commands.Single(command => command.Name == "ask");
        Assert.True(shown.IsHighlighted);
        Assert.Equal("Really?", shown.ConfirmationMessage);
    }

    [Fact]
    public async Task A_stopped_resource_is_not_healthy_and_its_urls_are_inactive()
    {
        await using var app = new TestApplication();
        app.Builder.AddProject<Projects.MockLlm>("mock-llm")
            .WithHttpHealthCheck("/health")
            .WithUrlForEndpoint("http", url => url.DisplayText = "The mock");
        await app.StartAsync();
        var healthy = await app.Notifications.WaitForResourceHealthyAsync("mock-llm", app.Deadline);

        await app.Commands.ExecuteCommandAsync("mock-llm", KnownResourceCommands.StopCommand, app.Deadline);
        var stopped = Current(app, "mock-llm");

        Assert.Equal(HealthStatus.Healthy, healthy.Snapshot.HealthStatus);
        Assert.Equal("The mock", Assert.Single(healthy.Snapshot.Urls).DisplayProperties.DisplayName);
        Assert.False(healthy.Snapshot.Urls[0].IsInactive);
        Assert.Null(stopped.Snapshot.HealthStatus);
        Assert.True(stopped.Snapshot.Urls[0].IsInactive);
    }

    private static ResourceEvent Current(TestApplication app, string resource)
    {
        Assert.True(app.Notifications.TryGetCurrentState(resource, out var state));
        return state;
    }

    private static int ProcessId(ResourceEvent change) =>
        (int)change.Snapshot.Properties.First(property => property.Name == "executable.pid").Value!;

    private static string States(ResourceEvent change) =>
        string.Join(", ", change.Snapshot.Commands.Select(command => $"{command.Name} {command.State}"));
}
