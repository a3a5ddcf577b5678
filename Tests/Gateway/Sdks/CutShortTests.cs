#pragma warning disable OPENAI001 // The SDK's Responses client is marked experimental; clients use it all the same.
using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Anthropic.Models.Messages;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace LlmAspire.Tests.Gateway.Sdks;

/// <summary>Whatever way a provider ends in the middle of an answer, no official SDK takes the part for the whole.</summary>
public sealed class CutShortTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Deaths => new(
        from api in (string[])["chat", "responses", "messages"]
        from death in (string[])["reset", "end in order", "error event"]
        select (api, death));

    [Theory]
    [MemberData(nameof(Deaths))]
    public async Task A_stream_that_stops_in_the_middle_is_an_error_for_its_SDK(string api, string death)
    {
        var read = new SemaphoreSlim(0);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, string.Concat(Events(api)[..4]));
            await read.WaitAsync(Cancelled);
            if (death == "reset")
            {
                context.Abort();
            }
            else if (death == "error event")
            {
                await ScriptedProvider.SendAsync(context, api == "chat"
                    ? Wire.Data("""{"error":{"message":"overloaded","type":"server_error"}}""")
                    : Wire.Event("error", """{"type":"error","message":"overloaded","code":"overloaded","error":{"type":"overloaded_error","message":"overloaded"}}"""));
                context.Abort();
            }
        });
        await using var gateway = GatewayServer.Before(provider);

        await Assert.ThrowsAnyAsync<Exception>(() => StreamAsync(api, gateway, () => read.Release()));

        await gateway.WaitForCallAsync("upstream_failed");
    }

    [Theory]
    [InlineData("chat")]
    [InlineData("messages")]
    public async Task An_answer_in_one_piece_that_breaks_off_is_an_error_for_its_SDK(string api)
    {
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Wire.ChatAnswer.Length;
            await ScriptedProvider.SendAsync(context, Wire.ChatAnswer[..60]);
            context.Abort();
        });
        await using var gateway = GatewayServer.Before(provider);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            _ = api == "chat"
                ? (object)await Chat(gateway).CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancelled)
                : await Messages(gateway).Messages.Create(Message, Cancelled);
        });

        await gateway.WaitForCallAsync("upstream_failed");
    }

    private static MessageCreateParams Message => new()
    {
        Model = "m-1",
        MaxTokens = 9,
        Messages = [new UserMessageParam { Content = "hello" }],
    };

    private static string[] Events(string api) => api switch
    {
        "chat" => Wire.ChatEvents,
        "responses" => Wire.ResponsesEvents,
        _ => Wire.AnthropicEvents,
    };

    private static Task StreamAsync(string api, GatewayServer gateway, Action onUpdate) => api switch
    {
        "chat" => EnumerateAsync(
            Chat(gateway).CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: Cancelled), onUpdate),
        "responses" => EnumerateResponseAsync(gateway, onUpdate),
        _ => EnumerateAsync(Messages(gateway).Messages.CreateStreaming(Message, Cancelled), onUpdate),
    };

    private static async Task EnumerateResponseAsync(GatewayServer gateway, Action onUpdate) =>
        await EnumerateAsync(await Responses(gateway).CreateResponseStreamingAsync("m-1", "hello", null, Cancelled), onUpdate);

    private static async Task EnumerateAsync<T>(IAsyncEnumerable<T> updates, Action onUpdate)
    {
        await foreach (var _ in updates.WithCancellation(Cancelled))
        {
            onUpdate();
        }
    }

    private static ChatClient Chat(GatewayServer gateway) => new("m-1", new ApiKeyCredential("sk-of-a-test"), new OpenAIClientOptions
    {
        Endpoint = new Uri(gateway.BaseAddress, "/v1"),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    });

    private static ResponsesClient Responses(GatewayServer gateway) => new(new ApiKeyCredential("sk-of-a-test"), new ResponsesClientOptions
    {
        Endpoint = new Uri(gateway.BaseAddress, "/v1"),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    });

    private static AnthropicClient Messages(GatewayServer gateway) =>
        new() { ApiKey = "sk-of-a-test", BaseUrl = gateway.BaseAddress.AbsoluteUri.TrimEnd('/'), MaxRetries = 0 };
}
