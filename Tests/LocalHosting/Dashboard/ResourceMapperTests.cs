using System.Collections.Immutable;
using Aspire.Hosting.ApplicationModel;
using LlmAspire.LocalHosting.Dashboard.ResourceService;
using LlmAspire.LocalHosting.Dashboard.ResourceService.Wire;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

public sealed class ResourceMapperTests
{
    [Fact]
    public void A_resource_that_says_nothing_of_itself_has_everything_the_dashboard_cannot_do_without()
    {
        var message = Map(Snapshot() with { Properties = [new("empty", null)], Urls = [new(null, "tcp://a:1", false)] });

        Assert.Equal(("shop-1", "Executable", "shop", "shop-1"), (message.Name, message.ResourceType, message.DisplayName, message.Uid));
        Assert.NotNull(message.CreatedAt);
        Assert.NotNull(message.Urls.Single().DisplayProperties);
        Assert.NotNull(message.Properties.Single().Value);
        Assert.False(message.HasState);
    }

    [Fact]
    public void State_times_and_exit_code_are_told()
    {
        var time = new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

        var message = Map(Snapshot() with
        {
            State = new ResourceStateSnapshot("Exited", KnownResourceStateStyles.Error),
            CreationTimeStamp = time,
            StartTimeStamp = time.AddSeconds(1),
            StopTimeStamp = time.AddSeconds(2),
            ExitCode = 137,
        });

        Assert.Equal(("Exited", "error"), (message.State, message.StateStyle));
        Assert.Equal(
            [time, time.AddSeconds(1), time.AddSeconds(2)],
            new[] { message.CreatedAt, message.StartedAt, message.StoppedAt }.Select(stamp => stamp.ToDateTime()));
        Assert.Equal(137, Property(message, "resource.exitCode").Value.NumberValue);
    }

    [Fact]
    public void Secrets_are_marked_so_that_the_dashboard_masks_them()
    {
        var message = Map(Snapshot() with
        {
            Properties =
            [
                new("Value", "hush") { IsSensitive = true },
                new("resource.connectionString", "localhost:1,password=hush"),
                new("executable.path", "/bin/shop"),
            ],
        });

        Assert.Equal([true, true, false], message.Properties.Select(property => property.IsSensitive));
    }

    [Fact]
    public void What_a_resource_waits_for_is_a_list()
    {
        var message = Map(Snapshot() with { Properties = [new("resource.waitingFor", "redis (Exited), mock-llm")] });

        Assert.Equal(
            ["redis (Exited)", "mock-llm"],
            Property(message, "resource.waitingFor").Value.ListValue.Values.Select(value => value.StringValue));
    }

    [Fact]
    public void Arguments_are_a_list_and_the_reason_is_shown_first()
    {
        var message = Map(Snapshot() with
        {
            Properties = [new("executable.args", ImmutableArray.Create("-a", "b")), new("resource.reason", "no fuel")],
        });

        Assert.Equal(["-a", "b"], Property(message, "executable.args").Value.ListValue.Values.Select(value => value.StringValue));
        Assert.True(Property(message, "resource.reason") is { IsHighlighted: true, DisplayName: "Reason" });
    }

    [Fact]
    public void Health_commands_urls_and_relationships_are_told()
    {
        var message = Map(Snapshot() with
        {
            Urls = [new("http", "http://localhost:1", IsInternal: true) { IsInactive = true, DisplayProperties = new("Shop", 3) }],
            Relationships = [new("store", "WaitFor")],
            EnvironmentVariables = [new("PASSWORD", "hush", IsFromSpec: true)],
            Commands = [new("stop", ResourceCommandState.Disabled, "Stop", "Stops it", null, "Really?", "Stop", IconVariant.Filled, true)],
        });

        Assert.Equal(
            new UrlMessage
            {
                EndpointName = "http",
                FullUrl = "http://localhost:1",
                IsInternal = true,
                IsInactive = true,
                DisplayProperties = new UrlDisplay { DisplayName = "Shop", SortOrder = 3 },
            },
            Assert.Single(message.Urls));
        Assert.Equal(new RelationshipMessage { ResourceName = "store", Type = "WaitFor" }, Assert.Single(message.Relationships));
        Assert.Equal(new VariableMessage { Name = "PASSWORD", Value = "hush", IsFromSpec = true }, Assert.Single(message.Environment));
        Assert.Equal(
            new CommandMessage
            {
                Name = "stop",
                DisplayName = "Stop",
                DisplayDescription = "Stops it",
                ConfirmationMessage = "Really?",
                IconName = "Stop",
                IconVariant = IconDrawing.Filled,
                IsHighlighted = true,
                State = CommandAvailability.Disabled,
            },
            Assert.Single(message.Commands));
    }

    private static PropertyMessage Property(ResourceMessage message, string name) =>
        message.Properties.Single(property => property.Name == name);

    private static CustomResourceSnapshot Snapshot() => new() { ResourceType = "Executable", Properties = [] };

    private static ResourceMessage Map(CustomResourceSnapshot snapshot) =>
        ResourceMapper.Map(new ResourceEvent(new ExecutableResource("shop", "shop", ""), "shop-1", snapshot));
}
