using System.ClientModel;
using System.ClientModel.Primitives;
using LlmAspire.Tests.MockLlm.Infrastructure;
using OpenAI;
using OpenAI.Chat;

namespace LlmAspire.Tests.MockLlm.Sdks;

/// <summary>What OpenAI's own .NET SDK must see of chat completions, embeddings and models.</summary>
public abstract class OpenAiSdkContract : SdkContract
{
    private static readonly ChatTool Weather = ChatTool.CreateFunctionTool("get_weather", "The weather in a city", BinaryData.FromString(
        """{"type":"object","properties":{"city":{"type":"string"},"days":{"type":"integer","minimum":2}},"required":["city","days"]}"""));

    private static readonly ChatTool Clock = ChatTool.CreateFunctionTool("get_time");

    [Fact]
    public async Task Chat_gets_the_answer_and_its_usage()
    {
        ChatCompletion completion = await ChatClient("mock").CompleteChatAsync(
            [new UserChatMessage("hello there")], cancellationToken: TestDeadline.Token);

        Assert.Equal("You said: hello there", Assert.Single(completion.Content).Text);
        Assert.Equal(ChatFinishReason.Stop, completion.FinishReason);
        Assert.Equal(ChatMessageRole.Assistant, completion.Role);
        Assert.Equal("mock", completion.Model);
        Assert.StartsWith("chatcmpl-", completion.Id, StringComparison.Ordinal);
        Assert.Equal((2, 4, 6), (completion.Usage.InputTokenCount, completion.Usage.OutputTokenCount, completion.Usage.TotalTokenCount));
        Assert.Equal(0, completion.Usage.InputTokenDetails.CachedTokenCount);
        Assert.Equal(0, completion.Usage.OutputTokenDetails.ReasoningTokenCount);
    }

    [Fact]
    public async Task Streaming_gets_the_words_one_by_one_and_the_usage_last()
    {
        var texts = new List<string>();
        ChatTokenUsage? usage = null;
        ChatFinishReason? finish = null;
        await foreach (var update in ChatClient("mock-12x1").CompleteChatStreamingAsync(
            [new UserChatMessage("hello there")], cancellationToken: TestDeadline.Token))
        {
            texts.AddRange(update.ContentUpdate.Select(part => part.Text).Where(text => text.Length > 0));
            usage = update.Usage ?? usage;
            finish = update.FinishReason ?? finish;
        }

        Assert.Equal(12, texts.Count);
        Assert.Equal(ChatFinishReason.Stop, finish);
        Assert.Equal((2, 12), (usage!.InputTokenCount, usage.OutputTokenCount));
    }

    [Fact]
    public async Task Tools_are_called_in_parallel_with_arguments_that_fit_and_their_results_come_back()
    {
        var options = new ChatCompletionOptions { Tools = { Weather, Clock } };
        ChatCompletion calls = await ChatClient("mock-tools").CompleteChatAsync(
            [new UserChatMessage("weather?")], options, TestDeadline.Token);

        Assert.Equal(ChatFinishReason.ToolCalls, calls.FinishReason);
        Assert.Equal(["get_weather", "get_time"], calls.ToolCalls.Select(call => call.FunctionName));
        Assert.Equal("""{"city":"text","days":2}""", calls.ToolCalls[0].FunctionArguments.ToString());

        ChatCompletion answer = await ChatClient("mock-tools").CompleteChatAsync(
            [
                new UserChatMessage("weather?"), new AssistantChatMessage(calls),
                new ToolChatMessage(calls.ToolCalls[0].Id, "sunny"), new ToolChatMessage(calls.ToolCalls[1].Id, "noon"),
            ], options, TestDeadline.Token);
        Assert.Equal("The tools said: sunny noon", answer.Content[0].Text);
    }

    [Fact]
    public async Task Tool_calls_stream_their_arguments_piece_by_piece()
    {
        await ScriptAsync("tools", """
            {"match":{"text":"stream the tools"},"steps":[
              {"call":[{"name":"get_weather","arguments":{"city":"Oslo"}},{"name":"get_time","id":"call_x"}],"chunks":4}]}
            """);
        var arguments = new Dictionary<int, List<string>>();
        var ids = new List<string>();
        await foreach (var update in ChatClient("mock").CompleteChatStreamingAsync(
            [new UserChatMessage("stream the tools")], new ChatCompletionOptions { Tools = { Weather, Clock } }, TestDeadline.Token))
        {
            foreach (var call in update.ToolCallUpdates)
            {
                ids.AddRange(call.ToolCallId is { Length: > 0 } id ? [id] : []);
                var pieces = arguments.TryGetValue(call.Index, out var known) ? known : arguments[call.Index] = [];
                pieces.AddRange(call.FunctionArgumentsUpdate?.ToString() is { Length: > 0 } piece ? [piece] : []);
            }
        }

        Assert.Equal("""{"city":"Oslo"}""", string.Concat(arguments[0]));
        Assert.Equal(4, arguments[0].Count);
        Assert.Equal("{}", string.Concat(arguments[1]));
        Assert.Equal("call_x", ids[1]);
    }

    [Fact]
    public async Task A_json_schema_gets_a_valid_instance()
    {
        var options = new ChatCompletionOptions
        {
            ResponseFormat = ChatResponseFormat.CreateJsonSchemaFormat("weather", BinaryData.FromString(
                """
                {"type":"object","properties":{"kind":{"enum":["sun","rain"]},"degrees":{"type":"number"}},"required":["kind","degrees"]}
                """)),
        };

        ChatCompletion completion = await ChatClient("mock").CompleteChatAsync(
            [new UserChatMessage("weather?")], options, TestDeadline.Token);

        Assert.Equal("""{"kind":"sun","degrees":1}""", completion.Content[0].Text);
    }

    [Fact]
    public async Task A_refusal_is_one()
    {
        await ScriptAsync("refusal", """{"match":{"text":"please refuse"},"steps":[{"refuse":"I will not."}]}""");

        ChatCompletion completion = await ChatClient("mock").CompleteChatAsync(
            [new UserChatMessage("please refuse")], cancellationToken: TestDeadline.Token);

        Assert.Equal("I will not.", completion.Refusal);
        Assert.Empty(completion.Content);
    }

    [Fact]
    public async Task An_unknown_model_is_the_error_that_the_SDK_expects()
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() => ChatClient("gpt-0").CompleteChatAsync(
            [new UserChatMessage("hello")], cancellationToken: TestDeadline.Token));

        Assert.Equal(404, failure.Status);
        Assert.Contains("model_not_found", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stream_that_dies_is_an_error_and_not_an_end()
    {
        var texts = 0;

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var update in ChatClient("mock-12x1-die5").CompleteChatStreamingAsync(
                [new UserChatMessage("hello")], cancellationToken: TestDeadline.Token))
            {
                texts += update.ContentUpdate.Count(part => part.Text.Length > 0);
            }
        });

        Assert.Equal(5, texts);
    }

    [Fact]
    public async Task A_rate_limit_is_retried_until_it_is_over()
    {
        await ScriptAsync(
            "limit", """{"match":{"text":"retry me","nth":1},"steps":[{"status":429,"retryAfter":0,"code":"rate_limit_exceeded"}]}""");

        ChatCompletion completion = await Client(retries: 2).GetChatClient("mock").CompleteChatAsync(
            [new UserChatMessage("retry me")], cancellationToken: TestDeadline.Token);

        Assert.Equal("You said: retry me", completion.Content[0].Text);
    }

    [Fact]
    public async Task Cancelling_a_stream_is_seen_by_the_mock_at_once()
    {
        await SeesCancellingAtOnceAsync(
            (model, leave) => ChatClient(model).CompleteChatStreamingAsync([new UserChatMessage("hello")], cancellationToken: leave),
            afterItems: 4);
    }

    [Fact]
    public async Task Embeddings_are_vectors_of_length_one_the_same_for_the_same_text()
    {
        var embeddings = await Client().GetEmbeddingClient("mock").GenerateEmbeddingsAsync(
            ["a red boat", "a red boat", "something else"], cancellationToken: TestDeadline.Token);

        var vectors = embeddings.Value.Select(embedding => embedding.ToFloats().ToArray()).ToArray();
        Assert.All(vectors, vector => Assert.Equal(1.0, vector.Sum(value => value * value), 1e-4));
        Assert.Equal(1536, vectors[0].Length);
        Assert.Equal(vectors[0], vectors[1]);
        Assert.NotEqual(vectors[0], vectors[2]);
        Assert.Equal(8, embeddings.Value.Usage.InputTokenCount);
    }

    [Fact]
    public async Task Models_are_listed()
    {
        var models = await Client().GetOpenAIModelClient().GetModelsAsync(TestDeadline.Token);

        Assert.Contains(models.Value, model => model.Id == "mock");
    }

    private ChatClient ChatClient(string model) => Client().GetChatClient(model);

    private OpenAIClient Client(int retries = 0) => new(new ApiKeyCredential("sk-of-a-test"), new OpenAIClientOptions
    {
        Endpoint = new Uri(BaseAddress, "/v1"),
        RetryPolicy = new ClientRetryPolicy(retries),
    });
}
