#pragma warning disable OPENAI001 // The SDK's Responses client is marked experimental; clients use it all the same.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using OpenAI.Responses;

namespace LlmAspire.Tests.Gateway.Sdks;

/// <summary>OpenAI's own SDK against the gateway's Responses API.</summary>
public sealed class OpenAiResponsesSdkTests
{
    [Fact]
    public async Task A_streamed_response_arrives_whole()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ResponsesEvents);
        await using var gateway = GatewayServer.Before(provider);
        var text = new StringBuilder();
        var completed = false;

        var updates = await Client(gateway).CreateResponseStreamingAsync("m-1", "hello", null, TestContext.Current.CancellationToken);
        await foreach (var update in updates)
        {
            text.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta);
            completed |= update is StreamingResponseCompletedUpdate;
        }

        Assert.Equal(("Guten Tag", true), (text.ToString(), completed));
        await gateway.WaitForCallAsync("completed");
    }

    [Fact]
    public async Task A_stream_that_dies_is_an_error_and_not_an_end()
    {
        var read = new SemaphoreSlim(0);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, string.Concat(Wire.ResponsesEvents[..3]));
            await read.WaitAsync(TestContext.Current.CancellationToken);
            context.Abort();
        });
        await using var gateway = GatewayServer.Before(provider);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var _ in await Client(gateway).CreateResponseStreamingAsync("m-1", "hello", null, TestContext.Current.CancellationToken))
            {
                read.Release();
            }
        });

        await gateway.WaitForCallAsync("upstream_failed");
    }

    private static ResponsesClient Client(GatewayServer gateway) => new(new ApiKeyCredential("sk-of-a-test"), new ResponsesClientOptions
    {
        Endpoint = new Uri(gateway.BaseAddress, "/v1"),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    });
}
