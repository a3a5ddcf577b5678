using System.Net;
using System.Text.Json.Nodes;
using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace LlmAspire.Tests.AppHost;

/// <summary>These stop parts of the app, so each has an app of its own.</summary>
public sealed class OutageTests
{
    [Fact]
    public async Task Chats_go_on_while_Redis_is_stopped_and_history_comes_back_with_it()
    {
        using var deadline = LlmAspireApp.Deadline();
        await using var app = await StartAsync(deadline.Token);
        using var client = app.CreateHttpClient("gateway", "http");
        Assert.SkipWhen(
            await app.GetConnectionStringAsync("redis", deadline.Token) is null, "There is no Redis on this machine, so there is none to stop.");

        await CommandAsync(app, "redis", KnownResourceCommands.StopCommand, deadline.Token);
        await app.ResourceNotifications.WaitForResourceAsync("redis", KnownResourceStates.TerminalStates, deadline.Token);
        using (var request = ChatRequest.Create("mock-2x1", "without history", stream: false, conversationId: "outage"))
        using (var response = await client.SendAsync(request, deadline.Token))
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }

        await CommandAsync(app, "redis", KnownResourceCommands.StartCommand, deadline.Token);
        var redis = await app.ResourceNotifications.WaitForResourceHealthyAsync("redis", deadline.Token);

        Assert.Equal(KnownResourceStates.Running, redis.Snapshot.State?.Text);
    }

    [Fact]
    public async Task A_stopped_provider_is_an_error_in_the_callers_shape_until_it_is_started_again()
    {
        using var deadline = LlmAspireApp.Deadline();
        await using var app = await StartAsync(deadline.Token);
        using var client = app.CreateHttpClient("gateway", "http");

        await CommandAsync(app, "mock-llm", KnownResourceCommands.StopCommand, deadline.Token);
        await app.ResourceNotifications.WaitForResourceAsync("mock-llm", KnownResourceStates.TerminalStates, deadline.Token);
        using (var request = ChatRequest.Create("mock-2x1", "anyone there?"))
        using (var response = await client.SendAsync(request, deadline.Token))
        {
            Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
            var error = JsonNode.Parse(await response.Content.ReadAsStringAsync(deadline.Token))!["error"]!;
            Assert.NotEmpty(error["message"]!.GetValue<string>());
        }

        await CommandAsync(app, "mock-llm", KnownResourceCommands.StartCommand, deadline.Token);
        var mock = await app.ResourceNotifications.WaitForResourceHealthyAsync("mock-llm", deadline.Token);

        Assert.Equal(HealthStatus.Healthy, mock.Snapshot.HealthStatus);
        using var again = ChatRequest.Create("mock-2x1", "there you are");
        using var answer = await client.SendAsync(again, deadline.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_fault_switched_on_from_the_dashboard_is_visible_there_and_ends_with_a_restart()
    {
        using var deadline = LlmAspireApp.Deadline();
        await using var app = await StartAsync(deadline.Token);
        using var client = app.CreateHttpClient("gateway", "http");

        await CommandAsync(app, "mock-llm", "outage-on", deadline.Token);
        await app.ResourceNotifications.WaitForResourceAsync("mock-llm", change => IsEnabled(change, "outage-off"), deadline.Token);
        using (var request = ChatRequest.Create("mock-2x1", "out?"))
        using (var response = await client.SendAsync(request, deadline.Token))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        }

        await CommandAsync(app, "mock-llm", KnownResourceCommands.RestartCommand, deadline.Token);

        await app.ResourceNotifications.WaitForResourceAsync("mock-llm", change => IsEnabled(change, "outage-on"), deadline.Token);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("mock-llm", deadline.Token);
        using var again = ChatRequest.Create("mock-2x1", "back?");
        using var answer = await client.SendAsync(again, deadline.Token);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_resource_waits_visibly_until_what_it_depends_on_is_started()
    {
        using var deadline = LlmAspireApp.Deadline();
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(deadline.Token);
        builder.CreateResourceBuilder<ProjectResource>("mock-llm").WithExplicitStart();
        await using var app = await builder.BuildAsync(deadline.Token);
        await app.StartAsync(deadline.Token);

        await app.ResourceNotifications.WaitForResourceAsync("gateway", KnownResourceStates.Waiting, deadline.Token);
        await CommandAsync(app, "mock-llm", KnownResourceCommands.StartCommand, deadline.Token);

        var gateway = await app.ResourceNotifications.WaitForResourceHealthyAsync("gateway", deadline.Token);
        Assert.Equal(KnownResourceStates.Running, gateway.Snapshot.State?.Text);
    }

    private static async Task<DistributedApplication> StartAsync(CancellationToken cancellationToken)
    {
        var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(cancellationToken);
        var app = await builder.BuildAsync(cancellationToken);
        await app.StartAsync(cancellationToken);
        await app.ResourceNotifications.WaitForResourceHealthyAsync("gateway", cancellationToken);
        return app;
    }

    private static bool IsEnabled(ResourceEvent change, string command) =>
        change.Snapshot.Commands.Any(known => known.Name == command && known.State == ResourceCommandState.Enabled);

    private static async Task CommandAsync(DistributedApplication app, string resource, string command, CancellationToken cancellationToken)
    {
        var result = await app.ResourceCommands.ExecuteCommandAsync(resource, command, cancellationToken);
        Assert.True(result.Success, result.Message);
    }
}
