using System.ClientModel;
using System.ClientModel.Primitives;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using OpenAI;
using OpenAI.Chat;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Twenty turns through OpenAI's chat client, the mock LLM and Redis, tools among them: what the mock was asked, item by item.</summary>
public sealed class OpenAiChatConversationTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private const int Turns = 20;

    private static readonly ChatTool[] Tools =
    [
        ChatTool.CreateFunctionTool("get_weather", "The weather", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}""")),
        ChatTool.CreateFunctionTool("get_time"),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_header_is_enough_and_a_client_that_sends_its_history_along_does_not_double_it(bool sendsHistory)
    {
        await using var servers = new GatewayBeforeMock(("ConnectionStrings:redis", redis.Require()), ("Gateway:Conversations:Timeout", "00:00:10"));
        var asked = new MockedItems(servers.Mock.Client);
        var id = "chat-" + Guid.NewGuid().ToString("N");
        var (plain, tools) = (Client(servers, "mock", id), Client(servers, "mock-tools", id));
        var history = new List<ChatMessage>();
        var expected = new List<string>();

        for (var turn = 1; turn <= Turns; turn++)
        {
            var calls = turn % 5 == 0;
            ChatMessage[] fresh = [new UserChatMessage($"question {turn}")];
            expected.Add(MockedItems.Said("user", $"question {turn}"));
            var answer = await AskAsync(calls ? tools : plain, fresh, calls, turn % 2 == 0);
            if (calls)
            {
                Assert.Equal(2, answer.ToolCalls.Count);
                fresh = [.. answer.ToolCalls.Select(call => new ToolChatMessage(call.Id, $"{call.FunctionName} of {turn}"))];
                expected.AddRange(answer.ToolCalls.Select(call => MockedItems.Called(call.Id, call.FunctionName, call.FunctionArguments.ToString())));
                expected.AddRange(answer.ToolCalls.Select(call => MockedItems.Returned(call.Id, $"{call.FunctionName} of {turn}")));
                answer = await AskAsync(tools, fresh, true, turn % 2 == 1);
            }

            var text = Assert.Single(answer.Content).Text;
            Assert.Equal(calls ? $"The tools said: get_weather of {turn} get_time of {turn}" : $"You said: question {turn}", text);
            expected.Add(MockedItems.Said("assistant", text));
        }

        async Task<AssistantChatMessage> AskAsync(ChatClient client, ChatMessage[] fresh, bool offers, bool streams)
        {
            history.AddRange(fresh);
            ChatMessage[] sent = [new SystemChatMessage("be short"), .. sendsHistory ? [.. history] : fresh];
            var answer = await AnswerAsync(client, sent, offers, streams);
            history.Add(answer);
            var (items, isStream) = await asked.NextAsync();
            Assert.Equal([MockedItems.Said("system", "be short"), .. expected], items);
            Assert.Equal(streams, isStream);
            return answer;
        }
    }

    private static async Task<AssistantChatMessage> AnswerAsync(ChatClient client, ChatMessage[] messages, bool offers, bool streams)
    {
        var options = new ChatCompletionOptions();
        foreach (var tool in offers ? Tools : [])
        {
            options.Tools.Add(tool);
        }

        if (!streams)
        {
            ChatCompletion completion = await client.CompleteChatAsync(messages, options, Cancelled);
            return new AssistantChatMessage(completion);
        }

        var text = "";
        var calls = new SortedDictionary<int, (string Id, string Name, string Arguments)>();
        await foreach (var update in client.CompleteChatStreamingAsync(messages, options, Cancelled))
        {
            text += string.Concat(update.ContentUpdate.Select(part => part.Text));
            foreach (var part in update.ToolCallUpdates)
            {
                var known = calls.GetValueOrDefault(part.Index, ("", "", ""));
                calls[part.Index] = (part.ToolCallId ?? known.Item1, part.FunctionName ?? known.Item2, known.Item3 + part.FunctionArgumentsUpdate);
            }
        }

        return calls.Count == 0
            ? new AssistantChatMessage(text)
            : new AssistantChatMessage(calls.Values.Select(call => ChatToolCall.CreateFunctionToolCall(call.Id, call.Name, BinaryData.FromString(call.Arguments))));
    }

    private static ChatClient Client(GatewayBeforeMock servers, string model, string conversation)
    {
        var options = new OpenAIClientOptions { Endpoint = new Uri(servers.BaseAddress, "/v1"), RetryPolicy = new ClientRetryPolicy(0) };
        options.AddPolicy(new ConversationHeader(conversation), PipelinePosition.PerCall);
        return new ChatClient(model, new ApiKeyCredential("sk-of-a-test"), options);
    }
}
