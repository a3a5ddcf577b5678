using Google.Protobuf.WellKnownTypes;
using LlmAspire.LocalHosting.Dashboard.ResourceService.Wire;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

public sealed class ResourceServerTests
{
    private static CancellationToken Cancellation => TestDeadline.Token();

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("resource-service-kez")]
    [InlineData("resource-service-key-and-more")]
    public async Task Without_the_key_nothing_is_answered(string? key)
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);
        using var stranger = new ResourceClient(server.Address, key);

        using var call = await stranger.CallAsync("GetApplicationInformation", new Empty(), Cancellation);

        Assert.Equal("16", call.Status);
        Assert.Null(await call.NextAsync(ApplicationInformation.Parser, Cancellation));
    }

    [Fact]
    public async Task The_application_tells_its_name()
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);

        using var call = await server.Client.CallAsync("GetApplicationInformation", new Empty(), Cancellation);

        Assert.Equal("The shop", (await call.NextAsync(ApplicationInformation.Parser, Cancellation))!.ApplicationName);
        Assert.Null(await call.NextAsync(ApplicationInformation.Parser, Cancellation));
        Assert.Equal("0", call.Status);
    }

    [Theory]
    [InlineData("UploadFile")]
    [InlineData("Reboot")]
    public async Task A_method_that_is_not_offered_is_said_to_be_unimplemented(string method)
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);

        using var call = await server.Client.CallAsync(method, new Empty(), Cancellation);

        Assert.Equal("12", call.Status);
    }

    [Fact]
    public async Task A_watch_of_interactions_is_open_at_once_and_stays_silent_until_the_host_ends()
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);

        using var watch = await server.Client.CallAsync("WatchInteractions", new Empty(), Cancellation);
        var next = watch.NextAsync(Empty.Parser, Cancellation);
        Assert.Null(watch.Status);
        await server.StopServerAsync();

        Assert.Null(await next);
        Assert.Equal("14", watch.Status);
    }

    [Theory]
    [InlineData(new byte[] { 1, 0, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 127, 0, 0, 0 })]
    [InlineData(new byte[] { 0, 0, 0, 0, 2, 255, 255 })]
    [InlineData(new byte[] { 0, 0 })]
    public async Task A_request_that_is_compressed_too_long_or_broken_is_refused(byte[] frame)
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);

        using var call = await server.Client.SendAsync("WatchResourceConsoleLogs", frame, Cancellation);

        Assert.Equal("3", call.Status);
    }

    [Fact]
    public async Task A_watch_begins_with_every_resource_as_it_is_and_goes_on_with_each_change()
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);
        await server.PublishAsync(server.Shop, "Starting");
        await server.PublishAsync(server.Store, "Running");

        using var watch = await server.Client.CallAsync("WatchResources", new Empty(), Cancellation);
        var initial = await watch.NextAsync(ResourcesUpdate.Parser, Cancellation);
        await server.PublishAsync(server.Shop, "Running");
        var change = await watch.NextAsync(ResourcesUpdate.Parser, Cancellation);

        Assert.Equal(
            [("shop", "Starting"), ("store", "Running")],
            initial!.InitialData.Resources.Select(resource => (resource.DisplayName, resource.State)).Order());
        var upsert = Assert.Single(change!.Changes.Value).Upsert;
        Assert.Equal(("shop", "Running"), (upsert.DisplayName, upsert.State));
    }

    [Fact]
    public async Task A_watch_of_an_application_without_resources_yet_begins_empty_at_once()
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);

        using var watch = await server.Client.CallAsync("WatchResources", new Empty(), Cancellation);

        Assert.Empty((await watch.NextAsync(ResourcesUpdate.Parser, Cancellation))!.InitialData.Resources);
    }

    [Fact]
    public async Task A_watcher_that_does_not_read_holds_up_nothing_and_then_gets_only_the_latest_states()
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);
        using var watch = await server.Client.CallAsync("WatchResources", new Empty(), Cancellation);
        await watch.NextAsync(ResourcesUpdate.Parser, Cancellation);
        var long16Kb = new string('x', 16 * 1024);

        for (var i = 0; i < 2000; i++)
        {
            await server.PublishAsync(server.Shop, $"{i} {long16Kb}");
        }

        var (messages, state) = (0, "");
        while (!state.StartsWith("1999 ", StringComparison.Ordinal))
        {
            var change = await watch.NextAsync(ResourcesUpdate.Parser, Cancellation);
            (messages, state) = (messages + 1, change!.Changes.Value.Single().Upsert.State);
        }

        Assert.InRange(messages, 1, 1000);
    }

    [Fact]
    public async Task Console_lines_come_from_the_beginning_and_then_as_they_are_written()
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);
        var id = await server.PublishAsync(server.Shop, "Running");
        var log = server.Logs.LogOf(server.Shop);
        log.Append("first", isError: false);
        log.Append("second", isError: true);

        using var watch = await server.Client.CallAsync(
            "WatchResourceConsoleLogs", new ConsoleLogsRequest { ResourceName = id }, Cancellation);
        var backlog = await watch.NextAsync(ConsoleLogsUpdate.Parser, Cancellation);
        log.Append("third", isError: false);
        var following = await watch.NextAsync(ConsoleLogsUpdate.Parser, Cancellation);

        Assert.Equal([1, 2], backlog!.LogLines.Select(line => line.LineNumber));
        Assert.Equal([false, true], backlog.LogLines.Select(line => line.IsStdErr));
        Assert.Matches(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{7}Z first$", backlog.LogLines[0].Text);
        Assert.EndsWith("Z third", Assert.Single(following!.LogLines).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Console_lines_without_following_end_after_the_last_one()
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);
        var id = await server.PublishAsync(server.Shop, "Running");
        server.Logs.LogOf(server.Shop).Append("only", isError: false);

        var request = new ConsoleLogsRequest { ResourceName = id, SuppressFollow = true };
        using var watch = await server.Client.CallAsync("WatchResourceConsoleLogs", request, Cancellation);

        Assert.Single((await watch.NextAsync(ConsoleLogsUpdate.Parser, Cancellation))!.LogLines);
        Assert.Null(await watch.NextAsync(ConsoleLogsUpdate.Parser, Cancellation));
        Assert.Equal("0", watch.Status);
    }

    [Fact]
    public async Task Console_lines_of_an_unknown_resource_are_not_found()
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);

        using var call = await server.Client.CallAsync(
            "WatchResourceConsoleLogs", new ConsoleLogsRequest { ResourceName = "nobody" }, Cancellation);

        Assert.Equal("5", call.Status);
    }

    [Fact]
    public async Task The_end_of_the_host_ends_every_watch_with_unavailable()
    {
        await using var server = await ResourceServerFixture.StartAsync(Cancellation);
        using var watch = await server.Client.CallAsync("WatchResources", new Empty(), Cancellation);
        await watch.NextAsync(ResourcesUpdate.Parser, Cancellation);

        await server.StopServerAsync();

        Assert.Null(await watch.NextAsync(ResourcesUpdate.Parser, Cancellation));
        Assert.Equal("14", watch.Status);
    }
}
