using System.Net;
using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

public sealed class BlockTests
{
    private const string Blocked = "event: filter.verdict\ndata: {\"action\":\"blocked\",\"rule\":\"blocklist\",\"count\":1,\"reason\":\"the forbidden text itself\"}\n\n";

    /// <summary>An API, its stream, after how many events the block comes, and what follows then.</summary>
    public static TheoryData<string, string, int, string> Ends => new()
    {
        {
            "/v1/chat/completions", "chat", 2,
            """data: {"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m-1-real","choices":[{"index":0,"delta":{},"logprobs":null,"finish_reason":"content_filter"}]}"""
            + "\n\ndata: [DONE]\n\n"
        },
        { "/v1/chat/completions", "chat", 6, "data: [DONE]\n\n" },
        {
            "/v1/messages", "messages", 4,
            Wire.Event("content_block_stop", """{"type":"content_block_stop","index":0}""")
            + Wire.Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"refusal","stop_sequence":null},"usage":{"output_tokens":USED}}""")
            + Wire.Event("message_stop", """{"type":"message_stop"}""")
        },
        { "/v1/messages", "messages", 11, Wire.Event("message_stop", """{"type":"message_stop"}""") },
        {
            "/v1/responses", "responses", 3,
            Wire.Event("response.incomplete", """{"type":"response.incomplete","sequence_number":3,"response":{"id":"resp_1","model":"m-1-real","status":"incomplete","error":null,"incomplete_details":{"reason":"content_filter"},"output":[],"usage":null}}""")
        },
        {
            "/v1/responses", "responses", 5,
            Wire.Event("response.incomplete", """{"type":"response.incomplete","sequence_number":5,"response":{"id":"resp_1","model":"m-1-real","status":"incomplete","error":null,"incomplete_details":{"reason":"content_filter"},"output":[{"id":"fc_1","type":"function_call","call_id":"call_9","name":"weather","arguments":"{\"city\":\"Bonn\"}","status":"completed"}],"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":8},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":42}}}""")
        },
    };

    /// <summary>A request that all three APIs take here; it asks for usage, so that the gateway hides none.</summary>
    private const string Request =
        """{"model":"m-1","max_tokens":9,"stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hello"}]}""";

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Ends))]
    public async Task A_blocked_stream_ends_as_its_API_lets_filtered_answers_end(string path, string wire, int after, string end)
    {
        var events = wire switch { "chat" => Wire.ChatEvents, "messages" => Wire.AnthropicEvents, _ => Wire.ResponsesEvents };
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            foreach (var each in events.Take(after + 1))
            {
                await ScriptedProvider.SendAsync(context, each);
            }

            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var filter = await BlockingAfterAsync(after);
        await using var gateway = FilteredGateway.Before(provider, filter);

        var (response, body) = await gateway.SendAsync(path, Request);

        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(string.Concat(events.Take(after)) + end.Replace("USED", "1", StringComparison.Ordinal), body);
            await gateway.WaitForCallAsync("filter_blocked");
            Assert.Equal("blocked", Assert.Single(gateway.Metrics.Of("llm.filter.verdicts")).Labels["verdict"]);
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/messages")]
    [InlineData("/v1/responses")]
    [InlineData("/v1/completions")]
    public async Task A_block_before_the_first_event_leaves_a_whole_answer_without_content(string path)
    {
        await using var provider = await ScriptedProvider.StreamingAsync("data: {\"secret\":1}\n\n");
        await using var filter = await BlockingAfterAsync(0);
        await using var gateway = FilteredGateway.Before(provider, filter);

        var (response, body) = await gateway.SendAsync(path, Request);

        response.Dispose();
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.DoesNotContain("secret", body, StringComparison.Ordinal);
        Assert.Contains(path == "/v1/messages" ? "\"stop_reason\":\"refusal\"" : "content_filter", body, StringComparison.Ordinal);
        Assert.Contains(path switch { "/v1/messages" => "event: message_start\n", "/v1/responses" => "event: response.created\n", _ => "[DONE]" }, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/v1/chat/completions", "$.choices[0].finish_reason", "content_filter")]
    [InlineData("/v1/completions", "$.choices[0].finish_reason", "content_filter")]
    [InlineData("/v1/messages", "$.stop_reason", "refusal")]
    [InlineData("/v1/responses", "$.incomplete_details.reason", "content_filter")]
    public async Task A_blocked_JSON_answer_is_one_that_says_so(string path, string place, string reason)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var filter = await BlockingAfterAsync(0);
        await using var gateway = FilteredGateway.Before(provider, filter);

        var (response, body) = await gateway.SendAsync(path, Wire.Request);

        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal(reason, At(body, place));
            Assert.DoesNotContain("Hi there", body, StringComparison.Ordinal);
            await gateway.WaitForCallAsync("filter_blocked");
        }
    }

    [Fact]
    public async Task An_API_without_such_an_end_answers_with_an_error()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("""{"data":[{"embedding":[0.5]}]}""");
        await using var filter = await BlockingAfterAsync(0);
        await using var gateway = FilteredGateway.Before(provider, filter);

        var (response, body) = await gateway.SendAsync("/v1/embeddings", Wire.Request);

        response.Dispose();
        Assert.Equal((HttpStatusCode.BadRequest, "content_filter"), (response.StatusCode, At(body, "$.error.code")));
    }

    [Fact]
    public async Task A_block_stops_the_provider_at_once()
    {
        var stopped = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.RequestAborted.Register(stopped.SetResult);
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[0]);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var filter = await BlockingAfterAsync(0);
        await using var gateway = FilteredGateway.Before(provider, filter);

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        response.Dispose();
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(1.5), Cancelled);
    }

    [Fact]
    public async Task What_a_filter_sends_after_its_block_is_not_read()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            await foreach (var (_, block) in talk.EventsAsync())
            {
                await talk.SendAsync(Blocked + block);
            }
        });
        await using var gateway = FilteredGateway.Before(provider, filter);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        response.Dispose();
        Assert.DoesNotContain("assistant", body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verdicts_are_on_the_span_by_rule_and_count_and_their_reason_is_nowhere()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            await foreach (var (number, block) in talk.EventsAsync())
            {
                var verdict = number switch
                {
                    2 => "event: filter.verdict\ndata: {\"action\":\"redacted\",\"rule\":\"email\",\"count\":2,\"reason\":\"ann@example.org\"}\n\n",
                    3 => "event: filter.verdict\ndata: {\"action\":\"redacted\",\"rule\":\"email\",\"count\":1}\n\n"
                        + "event: filter.verdict\ndata: {\"action\":\"redacted\",\"rule\":\"ann@example.org\",\"count\":1}\n\n",
                    _ => "",
                };
                await talk.SendAsync(verdict + block.Replace("usage", "used", StringComparison.Ordinal));
            }
        });
        await using var gateway = FilteredGateway.Before(provider, filter);
        using var spans = new SpanRecorder();

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, ("traceparent", spans.TraceParent));

        response.Dispose();
        Assert.DoesNotContain("filter.verdict", body, StringComparison.Ordinal);
        var chat = await spans.WaitForAsync("chat ");
        Assert.Equal(
            [("pii", "redacted", "email: 3", 3.0), ("pii", "redacted", "other: 1", 1.0)],
            chat.Events.Where(e => e.Name == "gen_ai.evaluation.result").Select(e => e.Tags.ToDictionary()).Select(tags => (
                (string)tags["gen_ai.evaluation.name"]!, (string)tags["gen_ai.evaluation.score.label"]!,
                (string)tags["gen_ai.evaluation.explanation"]!, (double)tags["gen_ai.evaluation.score.value"]!)));
        var span = await spans.WaitForAsync("filter pii");
        Assert.Equal(chat.SpanId, span.ParentSpanId);
        Assert.Equal(
            ("stream", 1, Wire.ChatEvents.Length, "redacted", 200),
            (span.GetTagItem("llm.filter.mode"), span.GetTagItem("llm.filter.calls"), span.GetTagItem("llm.filter.events"),
                span.GetTagItem("llm.filter.verdict"), span.GetTagItem("http.response.status_code")));
        Assert.Single(spans.Spans, candidate => candidate.DisplayName.StartsWith("filter ", StringComparison.Ordinal));
        Assert.DoesNotContain("ann@example.org", JsonSerializer.Serialize(spans.Spans.SelectMany(each => each.Events.SelectMany(e => e.Tags)).Select(tag => tag.Value?.ToString())), StringComparison.Ordinal);
        Assert.DoesNotContain(gateway.Log.Entries, entry => entry.Text.Contains("ann@", StringComparison.Ordinal));
    }

    private static Task<ScriptedFilter> BlockingAfterAsync(int count) => ScriptedFilter.StartAsync(async talk =>
    {
        await foreach (var (number, block) in talk.EventsAsync())
        {
            await talk.SendAsync(number <= count ? block : Blocked);
            if (number > count)
            {
                return;
            }
        }
    });

    private static string? At(string json, string place)
    {
        using var document = JsonDocument.Parse(json);
        var element = document.RootElement;
        foreach (var step in place.Replace("[0]", ".0", StringComparison.Ordinal).Split('.')[1..])
        {
            element = step == "0" ? element[0] : element.GetProperty(step);
        }

        return element.GetString();
    }
}
