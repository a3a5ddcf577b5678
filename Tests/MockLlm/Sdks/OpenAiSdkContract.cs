using System.ClientModel;
using System.ClientModel.Primitives;
using OpenAI;
using OpenAI.Chat;

namespace LlmAspire.Tests.MockLlm.Sdks;

/// <summary>What OpenAI's own .NET SDK must see, whoever stands between it and the mock.</summary>
public abstract class OpenAiSdkContract : IAsyncLifetime
{
    /// <summary>Where the SDK is pointed at, without <c>/v1</c>.</summary>
    protected abstract Uri BaseAddress { get; }

    public abstract ValueTask InitializeAsync();

    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Chat_gets_the_answer_and_its_usage()
    {
        ChatCompletion completion = await ChatClient("mock").CompleteChatAsync(
            [new UserChatMessage("hello there")], cancellationToken: TestContext.Current.CancellationToken);

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
            [new UserChatMessage("hello there")], cancellationToken: TestContext.Current.CancellationToken))
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
    public async Task An_unknown_model_is_the_error_that_the_SDK_expects()
    {
        var failure = await Assert.ThrowsAsync<ClientResultException>(() => ChatClient("gpt-0").CompleteChatAsync(
            [new UserChatMessage("hello")], cancellationToken: TestContext.Current.CancellationToken));

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
                [new UserChatMessage("hello")], cancellationToken: TestContext.Current.CancellationToken))
            {
                texts += update.ContentUpdate.Count(part => part.Text.Length > 0);
            }
        });

        Assert.Equal(5, texts);
    }

    [Fact]
    public async Task Models_are_listed()
    {
        var models = await Client().GetOpenAIModelClient().GetModelsAsync(TestContext.Current.CancellationToken);

        Assert.Contains(models.Value, model => model.Id == "mock");
    }

    private ChatClient ChatClient(string model) => Client().GetChatClient(model);

    private OpenAIClient Client() => new(new ApiKeyCredential("sk-of-a-test"), new OpenAIClientOptions
    {
        Endpoint = new Uri(BaseAddress, "/v1"),
        RetryPolicy = new ClientRetryPolicy(maxRetries: 0),
    });
}
