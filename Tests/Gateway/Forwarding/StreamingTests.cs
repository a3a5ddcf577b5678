using System.Text;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Forwarding;

public sealed class StreamingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_chunk_is_with_the_client_while_the_provider_still_holds_the_next_one()
    {
        var gate = new SemaphoreSlim(0);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            foreach (var chunk in Wire.ChatEvents)
            {
                await ScriptedProvider.SendAsync(context, chunk);
                await gate.WaitAsync(context.RequestAborted);
            }
        });
        await using var gateway = GatewayServer.Before(provider);
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);

        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);

        foreach (var chunk in Wire.ChatEvents)
        {
            var bytes = new byte[Encoding.UTF8.GetByteCount(chunk)];
            await body.ReadExactlyAsync(bytes, Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
            Assert.Equal(chunk, Encoding.UTF8.GetString(bytes));
            gate.Release();
        }
    }

    [Fact]
    public async Task Bytes_out_are_bytes_in_even_when_they_are_no_text()
    {
        var bytes = new byte[300_000];
        new Random(7).NextBytes(bytes);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            for (var at = 0; at < bytes.Length; at += 7001)
            {
                await context.Response.Body.WriteAsync(bytes.AsMemory(at, Math.Min(7001, bytes.Length - at)));
                await context.Response.Body.FlushAsync();
            }
        });
        await using var gateway = GatewayServer.Before(provider);
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);

        using var response = await gateway.Client.SendAsync(request, Cancelled);

        Assert.Equal(bytes, await response.Content.ReadAsByteArrayAsync(Cancelled));
    }

    [Fact]
    public async Task The_request_reaches_the_provider_byte_for_byte()
    {
        const string Odd = """{ "messages" : [ ],"model":"m-1" ,  "future_member":{"a":[1,2.50]}, "stream":false }""";
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions?x=1&y=2", Odd);

        using (response)
        {
            var received = await provider.NextRequestAsync();
            Assert.Equal((Odd, "/v1/chat/completions?x=1&y=2"), (received.Body, received.Path));
            Assert.Equal(Wire.ChatAnswer, body);
        }
    }

    [Fact]
    public async Task A_client_that_leaves_ends_the_call_to_the_provider_at_once()
    {
        var aborted = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[0] + Wire.ChatEvents[1]);
            context.RequestAborted.Register(aborted.SetResult);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = GatewayServer.Before(provider);
        using (var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest))
        using (var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
            await body.ReadExactlyAsync(new byte[10], Cancelled);
        }

        await aborted.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await gateway.WaitForCallAsync("client_gone");
    }

    [Fact]
    public async Task A_client_that_leaves_right_after_the_terminal_event_has_a_completed_call()
    {
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, string.Concat(Wire.ChatEvents));
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var gateway = GatewayServer.Before(provider);
        using (var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest))
        using (var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
            await body.ReadExactlyAsync(new byte[Encoding.UTF8.GetByteCount(string.Concat(Wire.ChatEvents))], Cancelled);
        }

        await gateway.WaitForCallAsync("completed");
    }

    [Fact]
    public async Task The_end_of_a_stream_reaches_the_client_before_the_call_is_recorded()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        using var ended = new ManualResetEventSlim();
        await using var gateway = GatewayServer.Before(provider);
        using var listener = new System.Diagnostics.ActivityListener
        {
            ShouldListenTo = source => source.Name == LlmAspire.Gateway.Telemetry.Names.Source,
            Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) =>
                System.Diagnostics.ActivitySamplingResult.AllData,
            ActivityStopped = span =>
            {
                // Recording cannot go on until the client says that it has its end.
                if (span.GetTagItem("gen_ai.request.model") as string == "wait-for-me")
                {
                    Assert.True(ended.Wait(TimeSpan.FromSeconds(10), CancellationToken.None));
                }
            },
        };
        System.Diagnostics.ActivitySource.AddActivityListener(listener);
        using var request = GatewayServer.Post(
            "/v1/chat/completions", Wire.StreamRequest.Replace("m-1", "wait-for-me", StringComparison.Ordinal));

        using var response = await gateway.Client.SendAsync(request, Cancelled).WaitAsync(TimeSpan.FromSeconds(5), Cancelled);
        ended.Set();

        Assert.EndsWith("data: [DONE]\n\n", await response.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        await gateway.WaitForCallAsync("completed");
    }
}
