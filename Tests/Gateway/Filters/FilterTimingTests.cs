using System.Net;
using System.Net.Sockets;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>Filters that are there and yet of no use: they take and give nothing, a byte at a time, too much, or go away in the middle.</summary>
public sealed class FilterTimingTests
{
    private static readonly string All = string.Concat(Wire.ChatEvents);

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("passThrough")]
    [InlineData("block")]
    public async Task A_filter_that_takes_connections_and_reads_nothing_times_out(string onError)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = FilteredGateway.Before(
            provider, FilteredGateway.Output(0, "pii", new Uri($"http://{listener.LocalEndpoint}"), onError, timeout: "00:00:00.300"));

        await CheckAsync(gateway, onError, "timeout");
    }

    [Theory]
    [InlineData("passThrough")]
    [InlineData("block")]
    public async Task A_filter_that_trickles_is_as_good_as_silent(string onError)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            await foreach (var (_, block) in talk.EventsAsync())
            {
                foreach (var character in block)
                {
                    await talk.SendAsync(character.ToString());
                    await Task.Delay(TimeSpan.FromMilliseconds(100), talk.Context.RequestAborted);
                }
            }
        });
        await using var gateway = FilteredGateway.Before(
            provider, FilteredGateway.Output(0, "pii", filter.Address, onError, timeout: "00:00:00.300"));

        await CheckAsync(gateway, onError, "timeout");
    }

    [Theory]
    [InlineData("passThrough")]
    [InlineData("block")]
    public async Task An_event_that_never_ends_is_none(string onError)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            await talk.SendAsync("data: ");
            while (true)
            {
                await talk.SendAsync(new string('x', 60_000));
            }
        });
        await using var gateway = FilteredGateway.Before(provider, filter, onError);

        await CheckAsync(gateway, onError, "protocol");
    }

    [Theory]
    [InlineData("passThrough")]
    [InlineData("block")]
    public async Task A_filter_that_ends_behind_its_headers_has_broken_off(string onError)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.StartAsync(_ => Task.CompletedTask);
        await using var gateway = FilteredGateway.Before(provider, filter, onError);

        await CheckAsync(gateway, onError, "broken_off");
    }

    [Theory]
    [InlineData("passThrough")]
    [InlineData("block")]
    public async Task A_filter_whose_server_is_stopped_in_the_middle_loses_and_repeats_nothing(string onError)
    {
        ScriptedFilter? filter = null;
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[0]);

            // It says that it goes away (GOAWAY), lets the exchange go on for a while, and aborts it.
            await filter!.DisposeAsync();
            foreach (var chunk in Wire.ChatEvents.Skip(1))
            {
                await ScriptedProvider.SendAsync(context, chunk);
            }
        });
        filter = await ScriptedFilter.EchoAsync();
        await using var gateway = FilteredGateway.Before(provider, filter, onError);

        await CheckAsync(gateway, onError, "");
    }

    [Theory]
    [InlineData("passThrough")]
    [InlineData("block")]
    public async Task The_middle_one_of_three_fails_and_the_others_go_on(string onError)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var first = await ScriptedFilter.EchoAsync(block => block.Replace("chunk", "piece", StringComparison.Ordinal));
        await using var middle = await FaultyFilter.StartAsync("aborts after two");
        await using var last = await ScriptedFilter.EchoAsync(block => block.Replace("usage", "used", StringComparison.Ordinal));
        await using var gateway = FilteredGateway.Before(
            provider, FilteredGateway.Output(0, "first", first.Address), FilteredGateway.Output(1, "middle", middle.Address, onError),
            FilteredGateway.Output(2, "last", last.Address));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        response.Dispose();
        if (onError == "passThrough")
        {
            Assert.Equal(All.Replace("usage", "used", StringComparison.Ordinal).Replace("chunk", "piece", StringComparison.Ordinal), body);
            return;
        }

        Assert.Contains("content_filter", body, StringComparison.Ordinal);
        Assert.DoesNotContain("\"used\":{", body, StringComparison.Ordinal);
        await gateway.WaitForCallAsync("filter_failed");
    }

    [Fact]
    public async Task A_client_that_leaves_while_a_filter_hangs_ends_the_call_at_once()
    {
        var hangs = new TaskCompletionSource();
        var ended = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            talk.Context.RequestAborted.Register(ended.SetResult);
            hangs.SetResult();
            await talk.HangAsync();
        });
        await using var gateway = FilteredGateway.Before(provider, filter);
        using var leave = new CancellationTokenSource();
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);

        var call = gateway.Client.SendAsync(request, leave.Token);
        await hangs.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        await leave.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => call);
        await ended.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await gateway.WaitForCallAsync("client_gone");
    }

    [Fact]
    public async Task A_verdict_behind_the_end_is_told()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            await foreach (var (_, block) in talk.EventsAsync())
            {
                await talk.SendAsync(block);
            }

            await talk.SendAsync("event: filter.verdict\ndata: {\"action\":\"redacted\",\"rule\":\"late\",\"count\":2}\n\n");
        });
        await using var gateway = FilteredGateway.Before(provider, filter, "block");
        using var spans = new SpanRecorder();

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, ("traceparent", spans.TraceParent));

        response.Dispose();
        Assert.Equal(All, body);
        var told = Assert.Single((await spans.WaitForAsync("chat ")).Events, e => e.Name == "gen_ai.evaluation.result").Tags.ToDictionary();
        Assert.Equal("late: 2", told["gen_ai.evaluation.explanation"]);
    }

    // Passed by: every byte once. Not passed by: the answer ends as filtered, and is no more than its beginning.
    private static async Task CheckAsync(GatewayServer gateway, string onError, string fault)
    {
        using var spans = new SpanRecorder();
        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest, ("traceparent", spans.TraceParent));
        response.Dispose();
        var span = await spans.WaitForAsync("filter pii");
        Assert.Contains(fault, span.GetTagItem("error.type") as string ?? "", StringComparison.Ordinal);
        if (onError == "passThrough" || fault.Length == 0 && body == All)
        {
            Assert.Equal(All, body);
            await gateway.WaitForCallAsync("completed");
        }
        else
        {
            Assert.Contains("content_filter", body, StringComparison.Ordinal);
            Assert.DoesNotContain("\"usage\":{", body, StringComparison.Ordinal);
            await gateway.WaitForCallAsync("filter_failed");
        }
    }
}
