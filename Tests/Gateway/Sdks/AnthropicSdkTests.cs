using System.Text;
using Anthropic;
using Anthropic.Models.Messages;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Sdks;

/// <summary>Anthropic's own SDK against the gateway.</summary>
public sealed class AnthropicSdkTests
{
    [Fact]
    public async Task A_streamed_message_arrives_whole()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.AnthropicEvents);
        await using var gateway = GatewayServer.Before(provider);
        var text = new StringBuilder();
        var stopped = false;

        await foreach (var update in Client(gateway).Messages.CreateStreaming(Request(), TestContext.Current.CancellationToken))
        {
            if (update.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var part))
            {
                text.Append(part.Text);
            }

            stopped |= update.TryPickStop(out _);
        }

        Assert.Equal(("Let me look.", true), (text.ToString(), stopped));
        Assert.Equal("/v1/messages", (await provider.NextRequestAsync()).Path);
        await gateway.WaitForCallAsync("completed");
    }

    [Fact]
    public async Task A_stream_that_dies_is_an_error_and_not_an_end()
    {
        var read = new SemaphoreSlim(0);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, string.Concat(Wire.AnthropicEvents[..4]));
            await read.WaitAsync(TestContext.Current.CancellationToken);
            context.Abort();
        });
        await using var gateway = GatewayServer.Before(provider);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var _ in Client(gateway).Messages.CreateStreaming(Request(), TestContext.Current.CancellationToken))
            {
                read.Release();
            }
        });

        await gateway.WaitForCallAsync("upstream_failed");
    }

    [Fact]
    public async Task An_unknown_model_is_the_error_that_the_SDK_expects()
    {
        await using var gateway = GatewayServer.Start([]);

        var failure = await Assert.ThrowsAsync<global::Anthropic.Exceptions.AnthropicNotFoundException>(() =>
            Client(gateway).Messages.Create(Request(), TestContext.Current.CancellationToken));

        Assert.Contains("no provider is configured", failure.ResponseBody, StringComparison.Ordinal);
    }

    private static AnthropicClient Client(GatewayServer gateway) =>
        new() { ApiKey = "sk-of-a-test", BaseUrl = gateway.BaseAddress.AbsoluteUri.TrimEnd('/'), MaxRetries = 0 };

    private static MessageCreateParams Request() => new()
    {
        MaxTokens = 64,
        Model = "m-1",
        Messages = [new UserMessageParam { Content = "hello" }],
    };
}
