#pragma warning disable OPENAI001 // The SDK's Responses client is marked experimental; clients use it all the same.
using System.ClientModel;
using System.ClientModel.Primitives;
using Anthropic;
using Anthropic.Models.Messages;
using LlmAspire.Tests.Gateway.Infrastructure;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Conversations of twenty turns through the official SDKs: what the provider is asked in each, item by item.</summary>
public sealed class SdkConversationTests
{
    private const int Turns = 20;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task OpenAIs_chat_client_with_the_header_whether_or_not_it_sends_its_history_along(bool sendsHistory)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        var options = new OpenAIClientOptions { Endpoint = new Uri(gateway.BaseAddress, "/v1") };
        options.AddPolicy(new HeaderPolicy("x-conversation-id", "sdk-chat"), PipelinePosition.PerCall);
        var client = new ChatClient("m", new ApiKeyCredential("sk-of-a-test"), options);
        var history = new List<ChatMessage>();

        for (var turn = 1; turn <= Turns; turn++)
        {
            history.Add(new UserChatMessage($"question {turn}"));
            ChatMessage[] sent = [new SystemChatMessage("be short"), .. sendsHistory ? history : history[^1..]];
            var text = "";
            if (turn % 2 == 0)
            {
                await foreach (var update in client.CompleteChatStreamingAsync(sent, cancellationToken: Cancelled))
                {
                    text += string.Concat(update.ContentUpdate.Select(part => part.Text));
                }
            }
            else
            {
                ChatCompletion completion = await client.CompleteChatAsync(sent, cancellationToken: Cancelled);
                text = completion.Content[0].Text;
            }

            history.Add(new AssistantChatMessage(text));
            Assert.Equal($"answer {turn}", text);
            string[] expected = ["system: be short", .. Expected(turn)];
            Assert.Equal(expected, Upstream.Items(await provider.NextRequestAsync()));
        }
    }

    [Fact]
    public async Task OpenAIs_Responses_client_with_the_previous_responses_id()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        var client = new ResponsesClient(
            new ApiKeyCredential("sk-of-a-test"), new ResponsesClientOptions { Endpoint = new Uri(gateway.BaseAddress, "/v1") });
        string? previous = null;

        for (var turn = 1; turn <= Turns; turn++)
        {
            string? text = null;
            if (turn % 2 == 0)
            {
                await foreach (var update in await client.CreateResponseStreamingAsync("m", $"question {turn}", previous, Cancelled))
                {
                    if (update is StreamingResponseCompletedUpdate completed)
                    {
                        (previous, text) = (completed.Response.Id, completed.Response.GetOutputText());
                    }
                }
            }
            else
            {
                ResponseResult response = await client.CreateResponseAsync("m", $"question {turn}", previous, Cancelled);
                (previous, text) = (response.Id, response.GetOutputText());
            }

            Assert.Equal($"answer {turn}", text);
            Assert.Equal(Expected(turn), Upstream.Items(await provider.NextRequestAsync()));
        }

        ResponseResult last = await client.GetResponseAsync(previous, Cancelled);
        Assert.Equal($"answer {Turns}", last.GetOutputText());
        await client.DeleteResponseAsync(previous, Cancelled);
        var gone = await Assert.ThrowsAsync<ClientResultException>(() => client.GetResponseAsync(previous, Cancelled));
        Assert.Equal(404, gone.Status);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Anthropics_client_with_the_header_whether_or_not_it_sends_its_history_along(bool sendsHistory)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-conversation-id", "sdk-messages");
        var client = new AnthropicClient
        {
            ApiKey = "sk-of-a-test",
            BaseUrl = gateway.BaseAddress.AbsoluteUri.TrimEnd('/'),
            MaxRetries = 0,
            HttpClient = http,
        };
        var history = new List<MessageParam>();

        for (var turn = 1; turn <= Turns; turn++)
        {
            history.Add(new UserMessageParam { Content = $"question {turn}" });
            var request = new MessageCreateParams { Model = "m", MaxTokens = 64, Messages = sendsHistory ? history : history[^1..] };
            var text = "";
            if (turn % 2 == 0)
            {
                await foreach (var update in client.Messages.CreateStreaming(request, Cancelled))
                {
                    text += update.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var part) ? part.Text : "";
                }
            }
            else
            {
                var message = await client.Messages.Create(request, Cancelled);
                Assert.True(message.Content[0].TryPickText(out var block));
                text = block.Text;
            }

            history.Add(new AssistantMessageParam { Content = text });
            Assert.Equal($"answer {turn}", text);
            Assert.Equal(Expected(turn), Upstream.Items(await provider.NextRequestAsync()));
        }
    }

    private static IEnumerable<string> Expected(int turn) =>
    [
        .. Enumerable.Range(1, turn - 1).SelectMany(earlier => (string[])[$"user: question {earlier}", $"assistant: answer {earlier}"]),
        $"user: question {turn}",
    ];

    private sealed class HeaderPolicy(string name, string value) : PipelinePolicy
    {
        public override void Process(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set(name, value);
            ProcessNext(message, pipeline, currentIndex);
        }

        public override ValueTask ProcessAsync(PipelineMessage message, IReadOnlyList<PipelinePolicy> pipeline, int currentIndex)
        {
            message.Request.Headers.Set(name, value);
            return ProcessNextAsync(message, pipeline, currentIndex);
        }
    }
}
