using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Dashboard;
using LlmAspire.LocalHosting.Launching;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

/// <summary>The real dashboard under the host.</summary>
public sealed class DashboardTests
{
    [Fact]
    public async Task Telemetry_sent_with_the_key_is_found_through_the_telemetry_api_with_its_key_and_neither_is_open()
    {
        await using var app = await DashboardApplication.CreateAsync("--AppHost:DashboardApiKey=api-key-of-this-test");
        await app.StartAsync();
        await app.UntilHealthyAsync();

        var refused = await app.SendSpanAsync("stranger", "guessed");
        var accepted = await app.SendSpanAsync("shop", app.Setting(DashboardKeys.OtlpApiKey));
        using var closed = await app.AskAsync("/api/telemetry/resources", key: null);
        using var answer = await app.AskAsync("/api/telemetry/resources", "api-key-of-this-test");
        var resources = await answer.Content.ReadAsStringAsync(app.Deadline);

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (refused, accepted));
        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.OK), (closed.StatusCode, answer.StatusCode));
        Assert.Contains("\"shop\"", resources, StringComparison.Ordinal);
        Assert.DoesNotContain("stranger", resources, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Services_are_told_to_send_their_telemetry_to_it_with_the_key()
    {
        await using var app = await DashboardApplication.CreateAsync();
        await app.StartAsync();

        var target = await app.Application.Services.GetRequiredService<IOtlpTargetSource>().GetAsync(app.Deadline);

        Assert.Equal("grpc", target!.Protocol);
        Assert.Equal($"x-otlp-api-key={app.Setting(DashboardKeys.OtlpApiKey)}", target.Headers);
        Assert.Equal($"http://localhost:{app.Application.Services.GetRequiredService<DistributedApplicationModel>().Resources
            .OfType<DashboardResource>().Single().OtlpGrpc.Port}", target.Endpoint);
    }

    [Fact]
    public async Task A_dashboard_that_was_killed_comes_back_at_the_same_address()
    {
        await using var app = await DashboardApplication.CreateAsync();
        await app.StartAsync();
        await app.UntilHealthyAsync();
        var first = await app.UntilAsync(snapshot => Pid(snapshot) is not null);

        using (var process = Process.GetProcessById(Pid(first.Snapshot)!.Value))
        {
            process.Kill();
        }

        await app.UntilAsync(snapshot => Pid(snapshot) is { } pid && pid != Pid(first.Snapshot));
        await app.UntilHealthyAsync();
        using var answer = await app.AskAsync("/api/telemetry/resources", app.Setting(DashboardKeys.ApiKey));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Fact]
    public async Task A_dashboard_that_is_stopped_by_command_stays_stopped_until_it_is_started_by_command()
    {
        await using var app = await DashboardApplication.CreateAsync();
        await app.StartAsync();
        await app.UntilHealthyAsync();

        var stopped = await app.Application.ResourceCommands.ExecuteCommandAsync(DashboardApplication.Name, "stop", app.Deadline);
        var exited = await app.UntilAsync(snapshot => snapshot.State?.Text == KnownResourceStates.Exited);
        var started = await app.Application.ResourceCommands.ExecuteCommandAsync(DashboardApplication.Name, "start", app.Deadline);

        Assert.True(stopped.Success && started.Success);
        Assert.Null(Pid(exited.Snapshot));
        await app.UntilHealthyAsync();
    }

    [Fact]
    public async Task A_taken_port_ends_in_one_line_that_names_it_and_the_setting_that_moves_it()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var app = await DashboardApplication.CreateAsync($"--LocalHosting:Ports:{DashboardApplication.Name}:otlp-grpc={port}");
        await app.StartAsync();

        var failed = await app.UntilAsync(snapshot => snapshot.State?.Text == KnownResourceStates.FailedToStart);

        Assert.Equal(
            $"Port {port} of the dashboard is taken. Set ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL to another address, "
                + $"such as http://localhost:{port + 10}.",
            Reason(failed));
    }

    [Fact]
    public async Task A_taken_port_of_the_resource_service_ends_in_such_a_line_too_and_the_rest_runs()
    {
        using var other = new TcpListener(IPAddress.Loopback, 0);
        other.Start();
        var port = ((IPEndPoint)other.LocalEndpoint).Port;
        await using var app = await DashboardApplication.CreateAsync(
            "--DcpPublisher:RandomizePorts=false", "--ASPNETCORE_URLS=", "--ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL=",
            "--ASPIRE_DASHBOARD_OTLP_HTTP_ENDPOINT_URL=", $"--ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL=http://localhost:{port}");
        await app.StartAsync();

        var failed = await app.UntilAsync(snapshot => snapshot.State?.Text == KnownResourceStates.FailedToStart);

        Assert.Equal(
            $"Port {port} of the resource service is taken. Set ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL to another address, "
                + $"such as http://localhost:{port + 10}.",
            Reason(failed));
    }

    [Fact]
    public async Task Without_a_dashboard_on_the_machine_the_application_runs_and_says_how_to_get_one()
    {
        using var empty = new TemporaryFolder();
        await using var app = await DashboardApplication.CreateAsync($"--LLMASPIRE_CACHE={empty.Path}");
        await app.StartAsync();

        var change = await app.UntilAsync(snapshot => snapshot.State is not null && snapshot.State.Text != KnownResourceStates.Starting);

        Assert.Equal("Unavailable", change.Snapshot.State!.Text);
        Assert.Contains("Install Node.js with npm", Reason(change), StringComparison.Ordinal);
        Assert.Null(await app.Application.Services.GetRequiredService<IOtlpTargetSource>().GetAsync(app.Deadline));
    }

    private static string? Reason(ResourceEvent change) => change.Snapshot.Property(KnownProperties.Local.Reason);

    private static int? Pid(CustomResourceSnapshot snapshot) =>
        snapshot.Properties.FirstOrDefault(property => property.Name == KnownProperties.Executable.Pid)?.Value as int?;
}
