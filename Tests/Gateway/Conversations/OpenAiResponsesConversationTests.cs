#pragma warning disable OPENAI001 // The SDK's Responses client is marked experimental; clients use it all the same.
using System.ClientModel;
using System.ClientModel.Primitives;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using OpenAI.Conversations;
using OpenAI.Responses;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Twenty turns through OpenAI's Responses client, the mock LLM and Redis, tools among them: what the mock was asked, item by item.</summary>
public sealed class OpenAiResponsesConversationTests(RedisServer redis) : IClassFixture<RedisServer>
{
    private const int Turns = 20;

    private static readonly ResponseTool[] Tools =
    [
        ResponseTool.CreateFunctionTool("get_weather", BinaryData.FromString("""{"type":"object","properties":{"city":{"type":"string"}},"required":["city"]}"""), strictModeEnabled: false),
        ResponseTool.CreateFunctionTool("get_time", BinaryData.FromString("""{"type":"object","properties":{}}"""), strictModeEnabled: false),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("previous_response_id")]
    [InlineData("conversation")]
    public async Task Naming_what_came_before_is_enough(string by)
    {
        await using var servers = new GatewayBeforeMock(("ConnectionStrings:redis", redis.Require()), ("Gateway:Conversations:Timeout", "00:00:10"));
        var asked = new MockedItems(servers.Mock.Client);
        var client = new ResponsesClient(new ApiKeyCredential("sk-of-a-test"), new ResponsesClientOptions
        {
            Endpoint = new Uri(servers.BaseAddress, "/v1"),
            RetryPolicy = new ClientRetryPolicy(0),
        });
        var conversations = new ConversationClient(
            new ApiKeyCredential("sk-of-a-test"), new ConversationClientOptions { Endpoint = new Uri(servers.BaseAddress, "/v1") });
        ConversationResource? conversation = by == "conversation"
            ? await conversations.CreateConversationAsync(new ConversationCreationOptions(), Cancelled)
            : null;
        var expected = new List<string>();
        ResponseResult? last = null;

        for (var turn = 1; turn <= Turns; turn++)
        {
            var calls = turn % 5 == 0;
            expected.Add(MockedItems.Said("user", $"question {turn}"));
            var answer = await AskAsync([ResponseItem.CreateUserMessageItem($"question {turn}")], calls, turn % 2 == 0);
            if (calls)
            {
                var made = answer.OutputItems.OfType<FunctionCallResponseItem>().ToArray();
                Assert.Equal(2, made.Length);
                expected.AddRange(made.Select(call => MockedItems.Called(call.CallId, call.FunctionName, call.FunctionArguments.ToString())));
                expected.AddRange(made.Select(call => MockedItems.Returned(call.CallId, $"{call.FunctionName} of {turn}")));
                answer = await AskAsync(
                    [.. made.Select(call => ResponseItem.CreateFunctionCallOutputItem(call.CallId, $"{call.FunctionName} of {turn}"))], true, turn % 2 == 1);
            }

            Assert.Equal(calls ? $"The tools said: get_weather of {turn} get_time of {turn}" : $"You said: question {turn}", answer.GetOutputText());
            expected.Add(MockedItems.Said("assistant", answer.GetOutputText()));
        }

        var input = new List<ResponseItem>();
        await foreach (var item in client.GetResponseInputItemsAsync(
            new ResponseItemCollectionOptions(last!.Id) { Order = ResponseItemCollectionOrder.Ascending, PageSizeLimit = 7 }, Cancelled))
        {
            input.Add(item);
        }

        Assert.Equal(expected.Count - 1, input.Count);
        Assert.Equal(input.Count, input.Select(item => item.Id).Distinct().Count());

        async Task<ResponseResult> AskAsync(ResponseItem[] items, bool offers, bool streams)
        {
            var options = new CreateResponseOptions(offers ? "mock-tools" : "mock", items) { PreviousResponseId = conversation is null ? last?.Id : null };
            options.ConversationOptions = conversation is null ? null : new ResponseConversationOptions(conversation.Id);
            foreach (var tool in offers ? Tools : [])
            {
                options.Tools.Add(tool);
            }

            last = streams ? await StreamAsync(client, options) : await client.CreateResponseAsync(options, Cancelled);
            var (asItems, isStream) = await asked.NextAsync();
            Assert.Equal(expected, asItems);
            Assert.Equal(streams, isStream);
            return last;
        }
    }

    private static async Task<ResponseResult> StreamAsync(ResponsesClient client, CreateResponseOptions options)
    {
        ResponseResult? result = null;
        options.StreamingEnabled = true;
        await foreach (var update in await client.CreateResponseStreamingAsync(options, Cancelled))
        {
            result = (update as StreamingResponseCompletedUpdate)?.Response ?? result;
        }

        return result!;
    }
}
