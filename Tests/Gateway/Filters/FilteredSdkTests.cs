#pragma warning disable OPENAI001 // The SDK's Responses client is marked experimental; clients use it all the same.
using System.ClientModel;
using System.ClientModel.Primitives;
using System.Text;
using Anthropic;
using Anthropic.Models.Messages;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using OpenAI;
using OpenAI.Chat;
using OpenAI.Responses;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>The official SDKs read what filters have changed, or stopped, without an error, and see why it ended.</summary>
public sealed class FilteredSdkTests
{
    /// <summary>What the filter does, the text that the client must see, and whether the answer ends as filtered.</summary>
    public static TheoryData<string, bool> Filters => new()
    {
        { "redacts", false },
        { "blocks at once", true },
        { "blocks in the text", true },
        { "blocks at the end", true },
        { "dies", true },
    };

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task OpenAI_reads_a_filtered_chat(string how, bool isFiltered)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await StartAsync(how, inText: 3, atEnd: 6);
        await using var gateway = FilteredGateway.Before(provider, filter, "block");
        var client = new OpenAIClient(new ApiKeyCredential("sk-of-a-test"), new OpenAIClientOptions
        {
            Endpoint = new Uri(gateway.BaseAddress, "/v1"),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        }).GetChatClient("m-1");
        var text = new StringBuilder();
        ChatFinishReason? finish = null;

        await foreach (var update in client.CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: Cancelled))
        {
            update.ContentUpdate.ToList().ForEach(part => text.Append(part.Text));
            finish = update.FinishReason ?? finish;
        }

        Assert.Equal(isFiltered ? ChatFinishReason.ContentFilter : ChatFinishReason.ToolCalls, finish);
        Assert.Equal(
            how switch { "redacts" => "[X] \"usage\" \ud83d\ude00", "blocks in the text" or "dies" => "Grüß ", "blocks at once" => "", _ => "Grüß \"usage\" \ud83d\ude00" },
            text.ToString());
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task OpenAI_reads_a_filtered_response(string how, bool isFiltered)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ResponsesEvents);
        await using var filter = await StartAsync(how, inText: 4, atEnd: 6);
        await using var gateway = FilteredGateway.Before(provider, filter, "block");
        var client = new ResponsesClient(new ApiKeyCredential("sk-of-a-test"), new ResponsesClientOptions
        {
            Endpoint = new Uri(gateway.BaseAddress, "/v1"),
            RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
        });
        var text = new StringBuilder();
        ResponseResult? end = null;

        await foreach (var update in await client.CreateResponseStreamingAsync("m-1", "hello", null, Cancelled))
        {
            text.Append((update as StreamingResponseOutputTextDeltaUpdate)?.Delta);
            end = (update as StreamingResponseCompletedUpdate)?.Response ?? (update as StreamingResponseIncompleteUpdate)?.Response ?? end;
        }

        Assert.Equal(isFiltered ? ResponseStatus.Incomplete : ResponseStatus.Completed, end!.Status);
        Assert.Equal(isFiltered ? "content_filter" : null, end.IncompleteStatusDetails?.Reason?.ToString());
        Assert.Equal(
            how switch { "redacts" => "Guten Nacht", "blocks in the text" or "dies" => "Gut", "blocks at once" => "", _ => "Guten Tag" }, text.ToString());
    }

    [Theory]
    [MemberData(nameof(Filters))]
    public async Task Anthropic_reads_a_filtered_message(string how, bool isFiltered)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.AnthropicEvents);
        await using var filter = await StartAsync(how, inText: 5, atEnd: 11);
        await using var gateway = FilteredGateway.Before(provider, filter, "block");
        var client = new AnthropicClient { ApiKey = "sk-of-a-test", BaseUrl = gateway.BaseAddress.AbsoluteUri.TrimEnd('/'), MaxRetries = 0 };
        var (text, stop, isStopped) = (new StringBuilder(), (string?)null, false);

        await foreach (var update in client.Messages.CreateStreaming(AnthropicRequest(), Cancelled))
        {
            if (update.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var part))
            {
                text.Append(part.Text);
            }

            stop = update.TryPickDelta(out var end) ? end.Delta.StopReason?.Raw() : stop;
            isStopped |= update.TryPickStop(out _);
        }

        Assert.Equal((isFiltered ? "refusal" : "tool_use", true), (stop, isStopped));
        Assert.Equal(
            how switch { "redacts" => "Let me watch.", "blocks in the text" or "dies" => "Let me", "blocks at once" => "", _ => "Let me look." }, text.ToString());
    }

    [Fact]
    public async Task Both_read_a_blocked_JSON_answer()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var filter = await StartAsync("blocks at once", 0, 0);
        await using var gateway = FilteredGateway.Before(provider, filter);
        var openAi = new OpenAIClient(new ApiKeyCredential("k"), new OpenAIClientOptions { Endpoint = new Uri(gateway.BaseAddress, "/v1") });
        var responses = new ResponsesClient(new ApiKeyCredential("k"), new ResponsesClientOptions { Endpoint = new Uri(gateway.BaseAddress, "/v1") });
        var anthropic = new AnthropicClient { ApiKey = "k", BaseUrl = gateway.BaseAddress.AbsoluteUri.TrimEnd('/') };

        ChatCompletion chat = await openAi.GetChatClient("m-1").CompleteChatAsync([new UserChatMessage("hello")], cancellationToken: Cancelled);
        ResponseResult response = await responses.CreateResponseAsync("m-1", "hello", null, Cancelled);
        var message = await anthropic.Messages.Create(AnthropicRequest(), Cancelled);

        Assert.Equal((ChatFinishReason.ContentFilter, 13), (chat.FinishReason, chat.Usage.TotalTokenCount));
        Assert.Equal(ResponseIncompleteStatusReason.ContentFilter, response.IncompleteStatusDetails.Reason);
        Assert.Equal(("refusal", 0), (message.StopReason?.Raw(), message.Content.Count));
    }

    private static MessageCreateParams AnthropicRequest() =>
        new() { MaxTokens = 64, Model = "m-1", Messages = [new UserMessageParam { Content = "hello" }] };

    private static Task<ScriptedFilter> StartAsync(string how, int inText, int atEnd) => ScriptedFilter.StartAsync(async talk =>
    {
        var last = how switch { "blocks at once" => 1, "blocks in the text" or "dies" => inText, "blocks at the end" => atEnd, _ => long.MaxValue };
        await foreach (var (number, block) in talk.EventsAsync())
        {
            if (number == last)
            {
                await talk.SendAsync(how == "dies" ? "" : "event: filter.verdict\ndata: {\"action\":\"blocked\",\"rule\":\"blocklist\",\"count\":1}\n\n");
                return;
            }

            await talk.SendAsync(block
                .Replace("Gr\u00c3\u00bc\u00c3\u009f ", how == "redacts" ? "[X] " : "Gr\u00c3\u00bc\u00c3\u009f ", StringComparison.Ordinal)
                .Replace("en Tag", how == "redacts" ? "en Nacht" : "en Tag", StringComparison.Ordinal)
                .Replace(" look.", how == "redacts" ? " watch." : " look.", StringComparison.Ordinal));
        }
    });
}
