using System.Net;
using System.Text.RegularExpressions;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

public sealed partial class FilterFaultTests
{
    private const int KillPoints = 1000;

    private static readonly string All = string.Concat(Wire.ChatEvents);

    /// <summary>A way to fail, and the word for it on the filter's span.</summary>
    public static TheoryData<string, string> Faults => new()
    {
        { "not there", "unreachable" },
        { "HTTP/1.1 only", "unreachable" },
        { "status 404", "status" },
        { "status 503", "status" },
        { "not an event stream", "protocol" },
        { "no headers", "timeout" },
        { "hangs", "timeout" },
        { "hangs after two", "timeout" },
        { "aborts at once", "broken_off or unreachable" },
        { "aborts after two", "broken_off or unreachable" },
        { "aborts within an event", "broken_off or unreachable" },
        { "ends after two", "broken_off" },
        { "garbage", "protocol" },
        { "garbage that is no line", "broken_off" },
        { "a number that was not sent", "protocol" },
        { "a number twice", "protocol" },
        { "numbers backwards", "protocol" },
        { "a number that is none", "protocol" },
        { "a group that never ends", "protocol" },
        { "a verdict that is no JSON", "protocol" },
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_filter_that_may_be_passed_by_fails_and_the_client_gets_every_byte_once(string how, string fault)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await FaultyFilter.StartAsync(how);
        await using var gateway = FilteredGateway.Before(provider, FilteredGateway.Output(0, "pii", FaultyFilter.AddressOf(filter, how), timeout: TimeoutFor(fault)));
        using var spans = new SpanRecorder();

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, ("traceparent", spans.TraceParent));

        using (response)
        {
            Assert.Equal(All, body);
            await gateway.WaitForCallAsync("completed");
            Assert.Equal("failed", Assert.Single(gateway.Metrics.Of("llm.filter.verdicts")).Labels["verdict"]);
            var span = await spans.WaitForAsync("filter pii");
            Assert.Contains((string)span.GetTagItem("error.type")!, fault, StringComparison.Ordinal);
            var evaluation = Assert.Single((await spans.WaitForAsync("chat ")).Events, e => e.Name == "gen_ai.evaluation.result").Tags.ToDictionary();
            Assert.Equal(
                ("failed", span.GetTagItem("error.type")), (evaluation["gen_ai.evaluation.score.label"], evaluation["gen_ai.evaluation.explanation"]));
        }
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_filter_that_must_not_be_passed_by_fails_and_nothing_goes_on_but_what_it_acknowledged(string how, string fault)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await FaultyFilter.StartAsync(how);
        await using var gateway = FilteredGateway.Before(provider, FilteredGateway.Output(0, "pii", FaultyFilter.AddressOf(filter, how), "block", timeout: TimeoutFor(fault)));
        using var spans = new SpanRecorder();

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, ("traceparent", spans.TraceParent));

        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.True(IsBeginningAndEnd(body, FaultyFilter.AcknowledgedBy(how)), body);
            await gateway.WaitForCallAsync("filter_failed");
            Assert.Contains((string)(await spans.WaitForAsync("filter pii")).GetTagItem("error.type")!, fault, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Wherever_a_filter_dies_nothing_is_lost_and_nothing_comes_twice()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        var plan = new KillPlan(0, false, 1);
        await using var filter = await ScriptedFilter.StartAsync(talk => FaultyFilter.DieAsync(talk, plan));
        await using var gateway = FilteredGateway.Before(
            provider, [.. FilteredGateway.Output(0, "pii", filter.Address), ("Gateway:OutputFilters:0:BreakAfter", "10000")]);

        for (var i = 0; i < KillPoints; i++)
        {
            plan = new KillPlan(random.Next(All.Length + 100), random.Next(2) == 0, random.Next(1, 4));
            var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

            response.Dispose();
            Assert.True(body == All, $"seed {seed}, call {i}, {plan}: {body}");
        }
    }

    [Fact]
    public async Task Wherever_a_filter_dies_under_block_nothing_goes_on_that_it_did_not_acknowledge()
    {
        var seed = Random.Shared.Next();
        var random = new Random(seed);
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        var plan = new KillPlan(0, false, 1);
        await using var filter = await ScriptedFilter.StartAsync(talk => FaultyFilter.DieAsync(talk, plan));
        await using var gateway = FilteredGateway.Before(
            provider,
            [.. FilteredGateway.Output(0, "pii", filter.Address, "block"), ("Gateway:OutputFilters:0:BreakAfter", "10000")]);

        for (var i = 0; i < KillPoints / 4; i++)
        {
            plan = new KillPlan(random.Next(All.Length), random.Next(2) == 0, random.Next(1, 4));
            var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

            response.Dispose();
            Assert.True(body == All || IsBeginningAndEnd(body, plan.Acknowledged), $"seed {seed}, call {i}, {plan}: {body}");
        }
    }

    [Fact]
    public async Task A_filter_that_only_says_to_have_received_is_not_silent()
    {
        await using var provider = await ScriptedProvider.StreamingAsync("data: 1\n\n");
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            await foreach (var (number, block) in talk.EventsAsync())
            {
                // Longer than the timeout altogether, in steps that are much shorter.
                for (var i = 0; i < 8; i++)
                {
                    await talk.SendAsync($":{number}\n");
                    await Task.Delay(TimeSpan.FromMilliseconds(350), talk.Context.RequestAborted);
                }

                await talk.SendAsync(block.Replace("data: 1", "data: 2", StringComparison.Ordinal));
            }
        });
        await using var gateway = FilteredGateway.Before(provider, FilteredGateway.Output(0, "pii", filter.Address, "block", timeout: "00:00:02"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        response.Dispose();
        Assert.Equal("data: 2\n\n", body);
    }

    [Fact]
    public async Task A_filter_that_holds_text_back_is_not_timed_out_while_the_provider_is_silent()
    {
        var release = new SemaphoreSlim(0);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, "data: 1\n\n");
            await release.WaitAsync(context.RequestAborted);
            await ScriptedProvider.SendAsync(context, "data: 2\n\n");
        });
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            var held = "";
            await foreach (var (number, block) in talk.EventsAsync())
            {
                if (number == 1)
                {
                    held = block.Replace("id: 1\n", "", StringComparison.Ordinal);
                    await talk.SendAsync(":1\n\n");

                    // Longer than the timeout, in which nothing is owed.
                    await Task.Delay(TimeSpan.FromMilliseconds(2500), talk.Context.RequestAborted);
                    release.Release();
                }
                else
                {
                    await talk.SendAsync(held + block);
                }
            }
        });
        await using var gateway = FilteredGateway.Before(provider, FilteredGateway.Output(0, "pii", filter.Address, "block", timeout: "00:00:02"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        response.Dispose();
        Assert.Equal("data: 1\n\ndata: 2\n\n", body);
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_exchange_and_the_call_to_the_provider()
    {
        var ended = new TaskCompletionSource();
        var stopped = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.RequestAborted.Register(stopped.SetResult);
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[0]);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            // Seen by what is thrown: RequestAborted says nothing any more once the handler has returned.
            try
            {
                await foreach (var (_, block) in talk.EventsAsync())
                {
                    await talk.SendAsync(block);
                }

                ended.SetException(new InvalidOperationException("The exchange ended as if the answer were whole."));
            }
            catch (Exception exception) when (exception is IOException or OperationCanceledException)
            {
                ended.SetResult();
            }
        });
        await using var gateway = FilteredGateway.Before(provider, filter);
        using (var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest))
        using (var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled))
        using (var leave = new CancellationTokenSource())
        {
            await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
            await body.ReadExactlyAsync(new byte[Wire.ChatEvents[0].Length], Cancelled);
            var next = body.ReadAsync(new byte[1], leave.Token).AsTask();
            await leave.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next);
        }

        await ended.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        await stopped.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        await gateway.WaitForCallAsync("client_gone");
    }

    private static string TimeoutFor(string fault) => fault == "timeout" ? "00:00:00.300" : "00:00:20";

    /// <summary>
    /// Whether a body is whole events, no more than were acknowledged, and then the end of a filtered answer. It may be fewer: breaking an
    /// exchange off can overtake what was just sent.
    /// </summary>
    private static bool IsBeginningAndEnd(string body, int acknowledged) => Enumerable.Range(0, acknowledged + 1)
        .Select(count => string.Concat(Wire.ChatEvents.Take(count)))
        .Any(beginning => body.StartsWith(beginning, StringComparison.Ordinal) && End().IsMatch(body[beginning.Length..]));

    [GeneratedRegex("""^(data: \{[^\n]*"choices":\[\{"index":0,"delta":\{\},"logprobs":null,"finish_reason":"content_filter"\}\]\}\n\n)?data: \[DONE\]\n\n$""")]
    private static partial Regex End();
}
