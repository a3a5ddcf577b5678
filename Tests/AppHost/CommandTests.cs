namespace LlmAspire.Tests.AppHost;

[Collection(WholeApp.Name)]
public sealed class CommandTests(LlmAspireApp fixture)
{
    [Fact]
    public async Task Send_a_sample_chat_makes_a_trace()
    {
        using var deadline = LlmAspireApp.Deadline();

        var result = await fixture.App.ResourceCommands.ExecuteCommandAsync("gateway", "send-sample-chat", deadline.Token);

        Assert.True(result.Success, result.Message);
        var traceId = result.Message![^32..];
        var spans = await fixture.Dashboard.WaitForTraceAsync(traceId, all => all.Any(span => span.Name == "chat mock"), deadline.Token);
        Assert.Contains(spans, span => span.Service == "gateway");
    }
}
