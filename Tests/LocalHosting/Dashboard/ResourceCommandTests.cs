using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Dashboard.ResourceService.Wire;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

public sealed class ResourceCommandTests
{
    private static CancellationToken Cancellation => TestDeadline.Token();

    [Fact]
    public async Task A_command_that_succeeds_sends_its_message_and_a_result_that_is_shown_at_once()
    {
        var result = new CommandResultData { Value = "{\"sold\":3}", Format = CommandResultFormat.Json, DisplayImmediately = true };

        var response = await ExecuteAsync(_ => Task.FromResult(CommandResults.Success("Three sold.", result)));

        Assert.Equal(CommandOutcome.Succeeded, response.Kind);
        Assert.Equal("Three sold.", response.Message);
        Assert.Equal(new CommandResult { Value = "{\"sold\":3}", Format = ResultFormat.Json, DisplayImmediately = true }, response.Result);
    }

    [Fact]
    public async Task A_command_that_fails_sends_the_reason()
    {
        var response = await ExecuteAsync(_ => Task.FromResult(CommandResults.Failure("Sold out.")));

        Assert.Equal((CommandOutcome.Failed, "Sold out."), (response.Kind, response.Message));
    }

    [Fact]
    public async Task A_command_that_was_cancelled_says_so()
    {
        var response = await ExecuteAsync(_ => Task.FromResult(CommandResults.Canceled()));

        Assert.Equal(CommandOutcome.Cancelled, response.Kind);
    }

    [Fact]
    public async Task A_command_that_the_resource_does_not_have_fails()
    {
        var response = await ExecuteAsync(_ => Task.FromResult(CommandResults.Success()), command: "rob");

        Assert.Equal(CommandOutcome.Failed, response.Kind);
        Assert.Contains("'rob' not available", response.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task When_the_dashboard_gives_up_the_command_is_cancelled()
    {
        var cancelled = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var dashboard = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);

        var call = ExecuteAsync(
            async context =>
            {
                using var registration = context.CancellationToken.Register(cancelled.SetResult);
                begun.SetResult();
                await cancelled.Task;
                return CommandResults.Canceled();
            },
            cancellationToken: dashboard.Token);
        await begun.Task.WaitAsync(Cancellation);
        await dashboard.CancelAsync();

        await cancelled.Task.WaitAsync(TimeSpan.FromSeconds(5), Cancellation);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
    }

    private static async Task<CommandResponse> ExecuteAsync(
        Func<ExecuteCommandContext, Task<ExecuteCommandResult>> sell, string command = "sell", CancellationToken? cancellationToken = null)
    {
        var token = cancellationToken ?? Cancellation;
        await using var server = await ResourceServerFixture.StartAsync(Cancellation, shop => AddCommand(shop, sell));
        var id = await server.PublishAsync(server.Shop, "Running");
        using var call = await server.Client.CallAsync(
            "ExecuteResourceCommand", new CommandRequest { ResourceName = id, CommandName = command }, token);
        return (await call.NextAsync(CommandResponse.Parser, token))!;
    }

    private static void AddCommand(IResource resource, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> execute) =>
        resource.Annotations.Add(new ResourceCommandAnnotation(
            "sell", "Sell", _ => ResourceCommandState.Enabled, execute, null, null, null, null, null, false));
}
