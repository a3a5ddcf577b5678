#pragma warning disable OPENAI001 // The SDK still calls its Responses client experimental.
using System.ClientModel;
using System.ClientModel.Primitives;
using LlmAspire.Tests.MockLlm.Infrastructure;
using OpenAI;
using OpenAI.Responses;

namespace LlmAspire.Tests.MockLlm.Sdks;

/// <summary>What OpenAI's own .NET SDK must see of Responses.</summary>
public abstract class OpenAiResponsesSdkContract : SdkContract
{
    [Fact]
    public async Task A_response_has_its_text_its_status_and_its_usage()
    {
        ResponseResult response = await Client().CreateResponseAsync("mock", "hello there", null, TestDeadline.Token);

        Assert.Equal("You said: hello there", response.GetOutputText());
        Assert.Equal(ResponseStatus.Completed, response.Status);
        Assert.Equal((2, 4, 6), (response.Usage.InputTokenCount, response.Usage.OutputTokenCount, response.Usage.TotalTokenCount));
        Assert.Null(response.Error);
    }

    [Fact]
    public async Task A_stream_has_every_event_of_reasoning_text_and_tool_calls_and_none_that_is_unknown()
    {
        await ScriptAsync("all-items", """
            {"match":{"text":"everything"},"steps":[
              {"reason":"let me think","chunks":2},{"say":"I will look","chunks":2},
              {"call":[{"name":"get_weather","arguments":{"city":"Oslo"}},{"name":"get_time"}],"chunks":3}]}
            """);
        var kinds = new List<string>();
        StreamingResponseCompletedUpdate? completed = null;
        await foreach (var update in await Client().CreateResponseStreamingAsync("mock", "everything", null, TestDeadline.Token))
        {
            Assert.Equal(kinds.Count, update.SequenceNumber);
            kinds.Add(update.GetType().Name);
            completed = update as StreamingResponseCompletedUpdate ?? completed;
        }

        Assert.DoesNotContain(kinds, kind =>
            kind.Contains("Unknown", StringComparison.Ordinal) || kind.Contains("Internal", StringComparison.Ordinal));
        Assert.Collection(
            completed!.Response.OutputItems,
            item => Assert.Equal("let me think", Assert.IsType<ReasoningResponseItem>(item).GetSummaryText()),
            item => Assert.Equal("I will look", Assert.IsAssignableFrom<MessageResponseItem>(item).Content[0].Text),
            item => Assert.IsType<FunctionCallResponseItem>(item),
            item => Assert.IsType<FunctionCallResponseItem>(item));
        var call = (FunctionCallResponseItem)completed.Response.OutputItems[2];
        Assert.Equal(("get_weather", """{"city":"Oslo"}"""), (call.FunctionName, call.FunctionArguments.ToString()));
        Assert.Equal(3, completed.Response.Usage.OutputTokenDetails.ReasoningTokenCount);
    }

    [Fact]
    public async Task Text_streams_word_by_word()
    {
        var words = new List<string>();
        await foreach (var update in await Client().CreateResponseStreamingAsync("mock-9x1", "hello", null, TestDeadline.Token))
        {
            words.AddRange(update is StreamingResponseOutputTextDeltaUpdate delta ? [delta.Delta] : []);
        }

        Assert.Equal(9, words.Count);
    }

    [Fact]
    public async Task A_limit_of_tokens_makes_the_response_incomplete()
    {
        var options = new CreateResponseOptions("mock-30x0", [ResponseItem.CreateUserMessageItem("hello")]) { MaxOutputTokenCount = 16 };

        ResponseResult response = await Client().CreateResponseAsync(options, TestDeadline.Token);

        Assert.Equal(ResponseStatus.Incomplete, response.Status);
        Assert.Equal(ResponseIncompleteStatusReason.MaxOutputTokens, response.IncompleteStatusDetails.Reason);
        Assert.Equal(16, response.Usage.OutputTokenCount);
    }

    [Fact]
    public async Task An_unknown_model_is_the_error_that_the_SDK_expects()
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() =>
            Client().CreateResponseAsync("gpt-0", "hello", null, TestDeadline.Token));

        Assert.Contains("model_not_found", failure.Message, StringComparison.Ordinal);
    }

    private ResponsesClient Client() => new OpenAIClient(new ApiKeyCredential("sk-of-a-test"), new OpenAIClientOptions
    {
        Endpoint = new Uri(BaseAddress, "/v1"),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    }).GetResponsesClient();
}
