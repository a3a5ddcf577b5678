using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Filters;

public sealed class FilterPressureTests
{
    private static readonly string Event =
        Wire.Data("{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + new string('x', 900) + "\"}}]}");

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_filter_that_holds_everything_slows_the_provider_down_and_loses_nothing()
    {
        const int Count = 40_000;
        var sent = 0;
        var isHolding = new TaskCompletionSource();
        var goOn = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (; sent < Count; sent++)
            {
                await ScriptedProvider.SendAsync(context, Event);
            }

            await ScriptedProvider.SendAsync(context, "data: [DONE]\n\n");
        });
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            await foreach (var (number, block) in talk.EventsAsync())
            {
                if (number == 500)
                {
                    await talk.SendAsync(":500\n\n");
                    isHolding.SetResult();
                    await goOn.Task.WaitAsync(talk.Context.RequestAborted);
                }

                if (number >= 500)
                {
                    await talk.SendAsync(block.Contains("[DONE]", StringComparison.Ordinal) ? block : $"id: {number}\n\n");
                }
            }
        });
        await using var gateway = FilteredGateway.Before(provider, filter, "block");
        var call = gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        await isHolding.Task.WaitAsync(TimeSpan.FromSeconds(20), Cancelled);
        var before = await StandsStillAsync(() => Volatile.Read(ref sent));
        goOn.SetResult();
        var (response, body) = await call;

        // What the gateway may hold, and what fits into the buffers of three sockets and of an HTTP/2 stream.
        response.Dispose();
        Assert.InRange(before * Event.Length, 500 * Event.Length, 24 * 1024 * 1024);
        Assert.Equal(Count, sent);
        Assert.Equal("data: [DONE]\n\n", body);
        await gateway.WaitForCallAsync("completed");
    }

    [Fact]
    public async Task A_filter_that_has_all_that_may_be_held_and_answers_nothing_has_failed()
    {
        await using var provider = await ScriptedProvider.StreamingAsync([.. Enumerable.Repeat(Event, 3000), "data: [DONE]\n\n"]);
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            await foreach (var (number, _) in talk.EventsAsync())
            {
                await talk.SendAsync($":{number}\n\n");
            }
        });
        await using var gateway = FilteredGateway.Before(provider, FilteredGateway.Output(0, "pii", filter.Address, timeout: "00:00:01"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        response.Dispose();
        Assert.Equal((3000 * Event.Length) + "data: [DONE]\n\n".Length, body.Length);
        await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("The filter pii failed (timeout)", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_long_stream_passes_byte_for_byte()
    {
        var count = TestScale.IsFull ? 110_000 : 9_000;
        using var expected = SHA256.Create();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var i = 0; i < count; i += 10)
            {
                var bytes = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Range(i, 10).Select(n => Event.Replace("xxxxx", $"{n:x5}", StringComparison.Ordinal))));
                expected.TransformBlock(bytes, 0, bytes.Length, null, 0);
                await context.Response.Body.WriteAsync(bytes, context.RequestAborted);
            }

            var end = "data: [DONE]\n\n"u8.ToArray();
            expected.TransformFinalBlock(end, 0, end.Length);
            await context.Response.Body.WriteAsync(end, context.RequestAborted);
        });
        await using var filter = await ScriptedFilter.EchoAsync();
        await using var gateway = FilteredGateway.Before(provider, filter, "block");
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);

        var actual = await SHA256.HashDataAsync(await response.Content.ReadAsStreamAsync(Cancelled), Cancelled);

        Assert.Equal(expected.Hash, actual);
    }

    [Fact]
    public async Task More_streams_than_one_connection_takes_are_filtered_at_once()
    {
        const int Streams = 130;
        var running = 0;
        var all = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StreamingAsync("data: 1\n\n", "data: 2\n\n");
        await using var filter = await ScriptedFilter.StartAsync(async talk =>
        {
            if (Interlocked.Increment(ref running) == Streams)
            {
                all.SetResult();
            }

            await all.Task.WaitAsync(talk.Context.RequestAborted);
            await foreach (var (_, block) in talk.EventsAsync())
            {
                await talk.SendAsync(block);
            }
        });
        await using var gateway = FilteredGateway.Before(provider, filter, "block");

        var bodies = await Task.WhenAll(Enumerable.Range(0, Streams).Select(async _ =>
        {
            var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);
            response.Dispose();
            return body;
        }));

        Assert.All(bodies, body => Assert.Equal("data: 1\n\ndata: 2\n\n", body));
    }

    [Theory]
    [InlineData("gzip", "passThrough")]
    [InlineData("gzip", "block")]
    [InlineData("unheard-of", "passThrough")]
    [InlineData("unheard-of", "block")]
    public async Task A_compressed_answer_is_decoded_for_the_filter_or_is_its_failure(string coding, string onError)
    {
        var compressed = Compress(Wire.ChatAnswer);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = coding;
            await context.Response.Body.WriteAsync(compressed, context.RequestAborted);
        });
        await using var filter = await ScriptedFilter.EchoAsync(text => text.Replace("Hi there", "[X]", StringComparison.Ordinal));
        await using var gateway = FilteredGateway.Before(provider, filter, onError);
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.Request);
        using var response = await gateway.Client.SendAsync(request, Cancelled);

        var body = await response.Content.ReadAsByteArrayAsync(Cancelled);

        var text = Encoding.UTF8.GetString(body);
        if (coding == "gzip")
        {
            Assert.Equal(Wire.ChatAnswer.Replace("Hi there", "[X]", StringComparison.Ordinal), text);
            Assert.Empty(response.Content.Headers.ContentEncoding);
        }
        else if (onError == "passThrough")
        {
            Assert.Equal(compressed, body);
            await gateway.Log.WaitForAsync(entry => entry.Text.StartsWith("The filter pii failed (unreadable)", StringComparison.Ordinal));
        }
        else
        {
            Assert.Contains("\"finish_reason\":\"content_filter\"", text, StringComparison.Ordinal);
            Assert.Empty(response.Content.Headers.ContentEncoding);
            await gateway.WaitForCallAsync("filter_failed");
        }
    }

    private static byte[] Compress(string text)
    {
        using var output = new MemoryStream();
        using (var gzip = new GZipStream(output, CompressionLevel.Fastest))
        {
            gzip.Write(Encoding.UTF8.GetBytes(text));
        }

        return output.ToArray();
    }

    /// <summary>Waits until a number has not changed for a while.</summary>
    private static async Task<int> StandsStillAsync(Func<int> read)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Cancelled);
        deadline.CancelAfter(TimeSpan.FromSeconds(20));
        for (var last = -1; ;)
        {
            var now = read();
            if (now == last)
            {
                return now;
            }

            last = now;
            await Task.Delay(TimeSpan.FromMilliseconds(500), deadline.Token);
        }
    }
}
