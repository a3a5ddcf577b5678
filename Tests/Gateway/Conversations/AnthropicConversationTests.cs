using System.Text.Json;
using Anthropic;
using Anthropic.Models.Messages;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Twenty turns through Anthropic's client, the mock LLM and Redis, tools among them: what the mock was asked, item by item.</summary>
public sealed class AnthropicConversationTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private const int Turns = 20;

    private static readonly Tool[] Tools = [ToolOf("get_weather"), ToolOf("get_time")];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_header_is_enough_and_a_client_that_sends_its_history_along_does_not_double_it(bool sendsHistory)
    {
        await using var servers = new GatewayBeforeMock(("ConnectionStrings:redis", redis.Require()), ("Gateway:Conversations:Timeout", "00:00:10"));
        var asked = new MockedItems(servers.Mock.Client);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Add("x-conversation-id", "messages-" + Guid.NewGuid().ToString("N"));
        var client = new AnthropicClient
        {
            ApiKey = "sk-of-a-test",
            BaseUrl = servers.BaseAddress.AbsoluteUri.TrimEnd('/'),
            MaxRetries = 0,
            HttpClient = http,
        };
        var history = new List<MessageParam>();
        var expected = new List<string>();

        for (var turn = 1; turn <= Turns; turn++)
        {
            var calls = turn % 5 == 0;
            expected.Add(MockedItems.Said("user", $"question {turn}"));
            var answer = await AskAsync(new UserMessageParam { Content = $"question {turn}" }, calls, turn % 2 == 0);
            if (calls)
            {
                Assert.Equal(2, answer.Calls.Length);
                expected.AddRange(answer.Calls.Select(call => MockedItems.Called(call.ID, call.Name, JsonSerializer.Serialize(call.Input))));
                expected.AddRange(answer.Calls.Select(call => MockedItems.Returned(call.ID, $"{call.Name} of {turn}")));
                answer = await AskAsync(
                    new UserMessageParam
                    {
                        Content = Blocks([.. answer.Calls.Select(call => new ToolResultBlockParam { ToolUseID = call.ID, Content = $"{call.Name} of {turn}" })]),
                    }, true, turn % 2 == 1);
            }

            Assert.Equal(calls ? $"The tools said: get_weather of {turn} get_time of {turn}" : $"You said: question {turn}", answer.Text);
            expected.Add(MockedItems.Said("assistant", answer.Text));
        }

        async Task<(string Text, ToolUseBlockParam[] Calls)> AskAsync(MessageParam fresh, bool offers, bool streams)
        {
            history.Add(fresh);
            var request = new MessageCreateParams
            {
                Model = offers ? "mock-tools" : "mock",
                MaxTokens = 64,
                Messages = sendsHistory ? [.. history] : [fresh],
                System = "be short",
                Tools = offers ? [.. Tools.Select(tool => (ToolUnion)tool)] : null,
            };
            var answer = streams ? await StreamAsync(client, request) : Read(await client.Messages.Create(request, Cancelled));
            history.Add(answer.Calls.Length == 0
                ? new AssistantMessageParam { Content = answer.Text }
                : new AssistantMessageParam { Content = Blocks(answer.Calls) });
            var (items, isStream) = await asked.NextAsync();
            Assert.Equal(expected, items);
            Assert.Equal(streams, isStream);
            return answer;
        }
    }

    private static (string Text, ToolUseBlockParam[] Calls) Read(Message message) =>
    (
        string.Concat(message.Content.Select(block => block.TryPickText(out var text) ? text.Text : "")),
        [.. message.Content.SelectMany(block => block.TryPickToolUse(out var use) ? [new ToolUseBlockParam { ID = use.ID, Name = use.Name, Input = use.Input }] : (ToolUseBlockParam[])[])]
    );

    private static async Task<(string Text, ToolUseBlockParam[] Calls)> StreamAsync(AnthropicClient client, MessageCreateParams request)
    {
        var text = "";
        var calls = new List<(string Id, string Name, string Arguments)>();
        await foreach (var update in client.Messages.CreateStreaming(request, Cancelled))
        {
            if (update.TryPickContentBlockStart(out var start) && start.ContentBlock.TryPickToolUse(out var use))
            {
                calls.Add((use.ID, use.Name, ""));
            }
            else if (update.TryPickContentBlockDelta(out var delta))
            {
                text += delta.Delta.TryPickText(out var part) ? part.Text : "";
                calls = delta.Delta.TryPickInputJson(out var json) ? [.. calls[..^1], calls[^1] with { Arguments = calls[^1].Arguments + json.PartialJson }] : calls;
            }
        }

        return (text, [.. calls.Select(call => new ToolUseBlockParam
        {
            ID = call.Id,
            Name = call.Name,
            Input = JsonSerializer.Deserialize<Dictionary<string, JsonElement>>(call.Arguments.Length == 0 ? "{}" : call.Arguments)!,
        })]);
    }

    private static List<ContentBlockParam> Blocks(params ToolUseBlockParam[] calls) => [.. calls.Select(call => (ContentBlockParam)call)];

    private static List<ContentBlockParam> Blocks(params ToolResultBlockParam[] results) => [.. results.Select(result => (ContentBlockParam)result)];

    private static Tool ToolOf(string name) => new()
    {
        Name = name,
        InputSchema = new InputSchema(new Dictionary<string, JsonElement>
        {
            ["type"] = JsonSerializer.SerializeToElement("object"),
            ["properties"] = JsonSerializer.SerializeToElement(new { city = new { type = "string" } }),
        }),
    };
}
