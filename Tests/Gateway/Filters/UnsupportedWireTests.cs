using System.Diagnostics;
using LlmAspire.Tests.FilterService.Infrastructure;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>APIs that the filter says not to read: the real filter service before a provider of another kind.</summary>
public sealed class UnsupportedWireTests
{
    private const string Path = "/providers/test/api/chat";
    private const string Lines = "{\"message\":{\"content\":\"mail ada@example.com\"},\"done\":false}\n{\"done\":true}\n";

    [Theory]
    [InlineData("stream")]
    [InlineData("chunk")]
    public async Task What_a_filter_says_not_to_read_passes_and_is_no_error(string mode)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Lines, "application/x-ndjson");
        await using var service = FilterServer.Start();
        await using var refusing = await ScriptedProvider.AnsweringAsync("", status: 415);
        var address = mode == "stream" ? new Uri(service.StreamAddress, "/filters/pii") : refusing.Address;
        await using var gateway = FilteredGateway.Before(provider, FilteredGateway.Output(0, "pii", address, mode: mode));
        using var spans = new SpanRecorder();

        for (var i = 0; i < 6; i++)
        {
            (string, string)[] headers = i == 5 ? [("traceparent", spans.TraceParent)] : [];
            var (response, body) = await gateway.SendAsync(Path, """{"model":"m","messages":[]}""", headers);
            response.Dispose();
            Assert.Equal(Lines, body);
        }

        var span = await spans.WaitForAsync("filter pii");
        Assert.Equal(("unsupported", ActivityStatusCode.Unset, null), (span.GetTagItem("llm.filter.verdict"), span.Status, span.GetTagItem("error.type")));
        Assert.All(gateway.Metrics.Of("llm.filter.verdicts"), verdict => Assert.Equal("unsupported", verdict.Labels["verdict"]));
        Assert.Single(gateway.Log.Entries, entry => entry.Text.StartsWith("The filter pii does not read an API that is in use", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Under_block_nothing_of_it_passes()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Lines, "application/x-ndjson");
        await using var service = FilterServer.Start();
        await using var gateway = FilteredGateway.Before(
            provider, FilteredGateway.Output(0, "pii", new Uri(service.StreamAddress, "/filters/pii"), "block"));
        using var spans = new SpanRecorder();

        using var request = GatewayServer.Post(Path, """{"model":"m","messages":[]}""");
        request.Headers.Add("traceparent", spans.TraceParent);
        try
        {
            using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);
            Assert.DoesNotContain("ada", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        catch (HttpRequestException)
        {
            // An answer of which nothing may pass, and whose API has no end for that, is broken off.
        }

        var span = await spans.WaitForAsync("filter pii");
        Assert.Equal(("failed", "unsupported"), (span.GetTagItem("llm.filter.verdict"), span.GetTagItem("error.type")));
        await gateway.WaitForCallAsync("filter_failed");
    }
}
