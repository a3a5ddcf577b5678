using System.Globalization;
using LlmAspire.Tests.Infrastructure.Dashboard;

namespace LlmAspire.Tests.AppHost;

[Collection(WholeApp.Name)]
public sealed class SignalsInTraceTests(LlmAspireApp fixture)
{
    [Fact]
    public async Task A_bad_conversation_shows_in_the_dashboard_with_a_flag_its_attributes_and_an_event_a_signal()
    {
        var chat = await ChatAsync("mock-3x1", "This is useless, you are no help at all. Let me talk to a human!!");

        Assert.Equal("chat mock-3x1 \U0001F6A9", chat.Name);
        Assert.Equal("severe", chat.Attributes["signals.quality"]);
        Assert.Equal("true", chat.Attributes["signals.escalation.requested"], ignoreCase: true);
        Assert.Contains("signal.interaction.disengagement.escalation", chat.Events);
        var counted = chat.Attributes
            .Where(static attribute => attribute.Key.StartsWith("signals.interaction.", StringComparison.Ordinal)
                && attribute.Key.EndsWith(".count", StringComparison.Ordinal))
            .Sum(static attribute => int.Parse(attribute.Value, CultureInfo.InvariantCulture));
        Assert.Equal(counted, chat.Events.Count(static name => name.StartsWith("signal.", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_good_conversation_shows_its_quality_and_neither_flag_nor_event()
    {
        var chat = await ChatAsync("mock-3x1", "What is the capital of France?");

        Assert.Equal("chat mock-3x1", chat.Name);
        Assert.Contains(chat.Attributes["signals.quality"], (string[])["excellent", "good", "neutral"]);
        Assert.DoesNotContain(chat.Events, static name => name.StartsWith("signal.", StringComparison.Ordinal));
    }

    private async Task<DashboardSpan> ChatAsync(string model, string text)
    {
        using var deadline = LlmAspireApp.Deadline();
        using var client = fixture.CreateGatewayClient();
        using var request = ChatRequest.Create(model, text);
        using var response = await client.SendAsync(request, deadline.Token);
        response.EnsureSuccessStatusCode();
        var traceId = response.Headers.GetValues("x-trace-id").Single();
        await response.Content.ReadAsStringAsync(deadline.Token);
        var spans = await fixture.Dashboard.WaitForTraceAsync(
            traceId, static spans => spans.Any(static span => span.Name.StartsWith("chat ", StringComparison.Ordinal)), deadline.Token);
        return spans.Single(static span => span.Name.StartsWith("chat ", StringComparison.Ordinal));
    }
}
