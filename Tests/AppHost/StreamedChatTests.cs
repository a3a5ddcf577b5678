using System.Globalization;
using System.Net.ServerSentEvents;
using LlmAspire.Tests.Infrastructure.Dashboard;

namespace LlmAspire.Tests.AppHost;

[Collection(WholeApp.Name)]
public sealed class StreamedChatTests(LlmAspireApp fixture)
{
    [Fact]
    public async Task A_streamed_chat_is_one_trace_in_the_dashboard_with_every_part_of_its_way()
    {
        using var deadline = LlmAspireApp.Deadline();
        var (traceId, _) = await ChatAsync("mock-5x20", "What is in a trace?", deadline.Token);

        var spans = await fixture.Dashboard.WaitForTraceAsync(traceId, IsWhole, deadline.Token);

        var server = spans.Single(span => span.Name == "POST /v1/chat/completions" && span.Service == "gateway");
        var chat = spans.Single(span => span.Name == "chat mock-5x20");
        var provider = spans.Single(span => span.Service == "mock-llm");
        Assert.Equal(server.SpanId, chat.ParentSpanId);
        Assert.Equal(chat.SpanId, provider.ParentSpanId);
        Assert.Contains(spans, span => span.Service == "filter-service");
    }

    [Fact]
    public async Task The_chat_span_tells_time_to_first_token_duration_bytes_tokens_and_the_resolved_model()
    {
        using var deadline = LlmAspireApp.Deadline();
        var (traceId, body) = await ChatAsync("mock-5x20", "How long did it take?", deadline.Token);

        var spans = await fixture.Dashboard.WaitForTraceAsync(traceId, IsWhole, deadline.Token);

        var chat = spans.Single(span => span.Name == "chat mock-5x20");
        Assert.Equal("mock-llm", chat.Attributes["gen_ai.provider.name"]);
        Assert.Equal("mock-5x20", chat.Attributes["gen_ai.response.model"]);
        Assert.Equal("mock-5x20", chat.Attributes["llm.model"]);
        Assert.Equal(Number(chat, "llm.usage.total_tokens"), Number(chat, "llm.usage.prompt_tokens") + Number(chat, "llm.usage.completion_tokens"));
        Assert.InRange(Number(chat, "llm.time_to_first_token"), 0, Number(chat, "llm.duration_ms"));
        Assert.Contains("llm.time_to_first_token", chat.Events);
        Assert.True(Number(chat, "llm.duration_ms") >= 4 * 20, "five chunks 20 ms apart take at least 80 ms");
        Assert.True(Number(chat, "llm.response_bytes") >= body.Length / 2);
    }

    [Fact]
    public async Task The_messages_are_on_the_span_as_the_dialog_reads_them()
    {
        using var deadline = LlmAspireApp.Deadline();
        var (traceId, _) = await ChatAsync("mock-5x0", "Show me this message", deadline.Token);

        var spans = await fixture.Dashboard.WaitForTraceAsync(traceId, IsWhole, deadline.Token);

        var chat = spans.Single(span => span.Name == "chat mock-5x0");
        Assert.Contains("Show me this message", chat.Attributes["gen_ai.input.messages"], StringComparison.Ordinal);
        Assert.Contains("assistant", chat.Attributes["gen_ai.output.messages"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_filter_redacts_the_answer_in_stream_mode_and_its_verdict_is_an_evaluation_of_the_chat()
    {
        using var deadline = LlmAspireApp.Deadline();
        var (traceId, body) = await ChatAsync("mock", "Write to ann@example.org", deadline.Token);

        var spans = await fixture.Dashboard.WaitForTraceAsync(traceId, IsWhole, deadline.Token);

        Assert.DoesNotContain("ann@example", body, StringComparison.Ordinal);
        Assert.Contains("[EMAIL]", body, StringComparison.Ordinal);
        var chat = spans.Single(span => span.Name == "chat mock");
        var filter = spans.Single(span => span.Name == "filter pii");
        Assert.Equal(chat.SpanId, filter.ParentSpanId);
        Assert.Equal(("stream", "redacted"), (filter.Attributes["llm.filter.mode"], filter.Attributes["llm.filter.verdict"]));
        Assert.Contains("gen_ai.evaluation.result", chat.Events);
        Assert.Equal(filter.SpanId, spans.Single(span => span.Service == "filter-service").ParentSpanId);
    }

    [Fact]
    public async Task An_event_is_with_the_client_before_the_next_one_is_made()
    {
        using var deadline = LlmAspireApp.Deadline();
        using var client = fixture.CreateGatewayClient();
        using var request = ChatRequest.Create("mock-8x300", "one by one");
        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, deadline.Token);
        await using var stream = await response.Content.ReadAsStreamAsync(deadline.Token);

        // The mock writes an event, then pauses: were events held back and released together, there would be no pauses here.
        var pauses = new List<TimeSpan>();
        var last = TimeProvider.System.GetTimestamp();
        await foreach (var _ in SseParser.Create(stream).EnumerateAsync(deadline.Token))
        {
            pauses.Add(TimeProvider.System.GetElapsedTime(last));
            last = TimeProvider.System.GetTimestamp();
        }

        Assert.True(pauses.Count(pause => pause > TimeSpan.FromMilliseconds(200)) >= 2, string.Join(", ", pauses));
    }

    private static bool IsWhole(IReadOnlyList<DashboardSpan> spans) =>
        spans.Any(span => span.Service == "gateway" && span.Name.StartsWith("POST ", StringComparison.Ordinal))
        && spans.Any(span => span.Name.StartsWith("chat ", StringComparison.Ordinal))
        && spans.Any(span => span.Service == "mock-llm")
        && spans.Any(span => span.Service == "filter-service")
        && spans.Any(span => span.Name.StartsWith("filter ", StringComparison.Ordinal));

    private static double Number(DashboardSpan span, string attribute) =>
        double.Parse(span.Attributes[attribute], CultureInfo.InvariantCulture);

    private async Task<(string TraceId, string Body)> ChatAsync(string model, string text, CancellationToken cancellationToken)
    {
        using var client = fixture.CreateGatewayClient();
        using var request = ChatRequest.Create(model, text);
        using var response = await client.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return (response.Headers.GetValues("x-trace-id").Single(), await response.Content.ReadAsStringAsync(cancellationToken));
    }
}
