using LlmAspire.Tests.FilterService.Infrastructure;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>The gateway with the real filter service behind it.</summary>
public sealed class FilterServiceTests
{
    private static readonly string[] Split =
    [
        Wire.Data("""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{"role":"assistant","content":""}}]}"""),
        .. "Write to ann@example.org now.".Select(c =>
            Wire.Data($$$"""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{"content":"{{{c}}}"}}]}""")),
        Wire.Data("""{"id":"c","object":"chat.completion.chunk","created":1,"model":"m-1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""),
        "data: [DONE]\n\n",
    ];

    [Fact]
    public async Task An_address_in_single_letters_is_redacted_and_the_verdict_tells_the_rule()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Split);
        await using var service = FilterServer.Start();
        await using var gateway = Before(provider, service, "pii");
        using var spans = new SpanRecorder();

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, ("traceparent", spans.TraceParent));

        response.Dispose();
        Assert.Equal("Write to [EMAIL] now.", TextOf(body));
        var tags = Assert.Single((await spans.WaitForAsync("chat ")).Events, e => e.Name == "gen_ai.evaluation.result").Tags.ToDictionary();
        Assert.Equal(("redacted", "email: 1"), (tags["gen_ai.evaluation.score.label"], tags["gen_ai.evaluation.explanation"]));
        await gateway.WaitForCallAsync("completed");
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/messages")]
    [InlineData("/v1/responses")]
    public async Task With_nothing_to_redact_the_bytes_are_identical(string path)
    {
        var events = path switch { "/v1/messages" => Wire.AnthropicEvents, "/v1/responses" => Wire.ResponsesEvents, _ => Wire.ChatEvents };
        await using var provider = await ScriptedProvider.StreamingAsync(events);
        await using var service = FilterServer.Start();
        await using var gateway = Before(provider, service, "all");

        var (response, body) = await gateway.SendAsync(path, Wire.StreamRequest);

        response.Dispose();
        Assert.Equal(string.Concat(events), body);
        await gateway.WaitForCallAsync("completed");
        Assert.Equal("passed", Assert.Single(gateway.Metrics.Of("llm.filter.verdicts")).Labels["verdict"]);
    }

    [Fact]
    public async Task A_rule_that_blocks_ends_the_stream_as_filtered()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Split);
        await using var service = FilterServer.Start(host => host
            .UseSetting("FilterService:Filters:strict:Rules:0:Rule", "email").UseSetting("FilterService:Filters:strict:Rules:0:Action", "block"));
        await using var gateway = Before(provider, service, "strict");

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        response.Dispose();
        Assert.Equal("Write to ", TextOf(body));
        Assert.EndsWith("\"finish_reason\":\"content_filter\"}]}\n\ndata: [DONE]\n\n", body, StringComparison.Ordinal);
        await gateway.WaitForCallAsync("filter_blocked");
    }

    [Fact]
    public async Task A_JSON_answer_is_redacted()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer.Replace("Hi there", "Write to ann@example.org", StringComparison.Ordinal));
        await using var service = FilterServer.Start();
        await using var gateway = Before(provider, service, "pii");

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        response.Dispose();
        Assert.Equal(Wire.ChatAnswer.Replace("Hi there", "Write to [EMAIL]", StringComparison.Ordinal), body);
    }

    [Fact]
    public async Task An_answer_that_the_service_cannot_read_passes_with_a_warning_and_does_not_open_the_breaker()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("plain", "text/plain");
        await using var service = FilterServer.Start();
        await using var gateway = Before(provider, service, "pii");

        for (var i = 0; i < 8; i++)
        {
            var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);
            response.Dispose();
            Assert.Equal("plain", body);
        }

        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("The filter pii does not read", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Log.Entries, entry => entry.Text.Contains("not asked", StringComparison.Ordinal));
        Assert.All(gateway.Metrics.Of("llm.filter.verdicts"), verdict => Assert.Equal("unsupported", verdict.Labels["verdict"]));
    }

    [Fact]
    public async Task A_request_is_redacted_before_it_leaves()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var service = FilterServer.Start();
        await using var gateway = GatewayServer.Before(
            provider, FilteredGateway.Output(0, "pii", new Uri(service.StreamAddress, "/filters/pii"), "block", timeout: "00:00:05", section: "InputFilters"));

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Wire.Request.Replace("hello", "I am ann@example.org", StringComparison.Ordinal));

        response.Dispose();
        Assert.Equal(Wire.Request.Replace("hello", "I am [EMAIL]", StringComparison.Ordinal), (await provider.NextRequestAsync()).Body);
    }

    private static GatewayServer Before(ScriptedProvider provider, FilterServer service, string filter) => GatewayServer.Before(
        provider, FilteredGateway.Output(0, "pii", new Uri(service.StreamAddress, "/filters/" + filter), timeout: "00:00:05"));

    private static string TextOf(string body) => string.Concat(body.Split('\n')
        .Where(line => line.StartsWith("data: {", StringComparison.Ordinal))
        .Select(line => System.Text.Json.Nodes.JsonNode.Parse(line["data: ".Length..])!["choices"]![0]!["delta"]!["content"]?.GetValue<string>()));
}
