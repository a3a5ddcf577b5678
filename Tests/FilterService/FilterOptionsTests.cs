using LlmAspire.FilterService;
using LlmAspire.Tests.FilterService.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.FilterService;

public sealed class FilterOptionsTests
{
    private const string Rule = "FilterService:Filters:mine:Rules:0";

    [Theory]
    [InlineData($"{Rule}:Rule=emial", $"{Rule}:Rule is 'emial'; allowed are pii, secrets, email")]
    [InlineData($"{Rule}:Rule=email;{Rule}:Action=drop", $"{Rule}:Action is 'drop'; allowed are redact and block")]
    [InlineData($"{Rule}:Rule=email;{Rule}:Label=\"x", $"{Rule}:Label is '\"x'; allowed")]
    [InlineData($"{Rule}:Rule=email;{Rule}:Terms:0=a", $"{Rule} has Terms, Patterns or a Name; allowed is that only for the rule blocklist")]
    [InlineData($"{Rule}:Rule=blocklist", $"{Rule} has neither Terms nor Patterns")]
    [InlineData($"{Rule}:Rule=blocklist;{Rule}:Patterns:0=a(b", $"{Rule}:Patterns:0 is 'a(b'; a '(' has no ')'")]
    [InlineData($"{Rule}:Rule=blocklist;{Rule}:Patterns:0=a*", $"{Rule}:Patterns:0 is 'a*'; it matches the empty text")]
    [InlineData($@"{Rule}:Rule=blocklist;{Rule}:Patterns:0=(a)\1", @"'\1' is not supported")]
    [InlineData($"{Rule}:Rule=blocklist;{Rule}:Terms:0=a;{Rule}:MatchTimeout=00:00:00", $"{Rule}:MatchTimeout is '00:00:00'; allowed is more than 0")]
    [InlineData("FilterService:MaxEventBytes=1", "FilterService:MaxEventBytes is '1'; allowed is 1024 to")]
    [InlineData("FilterService:StreamUrl=https://localhost:1", "FilterService:StreamUrl is 'https://localhost:1'; allowed is an http:// address")]
    public async Task A_setting_that_cannot_be_used_stops_the_start_and_is_named(string settings, string expected)
    {
        var failure = await FailedStart.OfAsync(typeof(FilterServiceAssembly).Assembly, settings.Split(';'));

        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_error_is_told_at_once()
    {
        var failure = await FailedStart.OfAsync(
            typeof(FilterServiceAssembly).Assembly, $"{Rule}:Rule=emial", $"{Rule}:Action=drop", "FilterService:MaxEventBytes=1");

        Assert.Equal(3, failure.Failures.Count());
    }

    [Fact]
    public async Task A_configured_filter_has_the_rules_and_labels_that_it_is_given()
    {
        await using var service = FilterServer.Start(host => host
            .UseSetting($"{Rule}:Rule", "email").UseSetting($"{Rule}:Label", "***")
            .UseSetting("FilterService:Filters:mine:Rules:1:Rule", "blocklist").UseSetting("FilterService:Filters:mine:Rules:1:Terms:0", "falcon"));

        var answer = await service.FilterAsync("mine", "ada@example.com, Falcon, 4111111111111111"u8.ToArray());

        Assert.Equal("***, [BLOCKED], 4111111111111111", System.Text.Encoding.UTF8.GetString(answer));
    }

    [Fact]
    public async Task A_service_without_a_stream_address_has_the_chunk_protocol_only()
    {
        await using var service = FilterServer.Start(host => host.UseSetting("FilterService:StreamUrl", ""));

        Assert.Equal(service.Address, service.StreamAddress);
        Assert.Equal("[EMAIL]", System.Text.Encoding.UTF8.GetString(await service.FilterAsync("pii", "ada@example.com"u8.ToArray())));
    }
}
