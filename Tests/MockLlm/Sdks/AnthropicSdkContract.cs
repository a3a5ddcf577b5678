using Anthropic;
using Anthropic.Exceptions;
using Anthropic.Models.Messages;
using LlmAspire.Tests.MockLlm.Infrastructure;

namespace LlmAspire.Tests.MockLlm.Sdks;

/// <summary>What Anthropic's own .NET SDK must see, with its check of every answer switched on.</summary>
public abstract class AnthropicSdkContract : SdkContract
{
    [Fact]
    public async Task A_message_has_its_text_and_its_usage()
    {
        var message = await Client().Messages.Create(Request("mock", "hello there"), TestDeadline.Token);

        message.Validate();
        Assert.True(Assert.Single(message.Content).TryPickText(out var text));
        Assert.Equal("You said: hello there", text.Text);
        Assert.Equal("end_turn", message.StopReason?.Raw());
        Assert.Equal((2, 4), (message.Usage.InputTokens, message.Usage.OutputTokens));
    }

    [Fact]
    public async Task A_stream_has_valid_events_and_the_words_one_by_one()
    {
        var words = new List<string>();
        var kinds = new List<string>();
        await foreach (var item in Client().Messages.CreateStreaming(Request("mock-9x1", "hello"), TestDeadline.Token))
        {
            item.Validate();
            kinds.Add(item.Value!.GetType().Name);
            if (item.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickText(out var text))
            {
                words.Add(text.Text);
            }
        }

        Assert.Equal(9, words.Count);
        Assert.Equal("RawMessageStartEvent", kinds[0]);
        Assert.Equal(["RawContentBlockStopEvent", "RawMessageDeltaEvent", "RawMessageStopEvent"], kinds[^3..]);
    }

    [Fact]
    public async Task Thinking_text_and_parallel_tools_stream_as_blocks_of_their_own()
    {
        await ScriptAsync("all-blocks", """
            {"match":{"text":"everything"},"steps":[
              {"reason":"let me think","chunks":2},{"say":"I will look","chunks":2},
              {"call":[{"name":"get_weather","arguments":{"city":"Oslo"}},{"name":"get_time"}],"chunks":3}]}
            """);
        var blocks = new List<string>();
        var arguments = "";
        string? stop = null;
        await foreach (var item in Client().Messages.CreateStreaming(Request("mock", "everything"), TestDeadline.Token))
        {
            item.Validate();
            blocks.AddRange(item.TryPickContentBlockStart(out var start) ? [start.ContentBlock.Value!.GetType().Name] : []);
            arguments += item.TryPickContentBlockDelta(out var delta) && delta.Delta.TryPickInputJson(out var json) ? json.PartialJson : "";
            stop = item.TryPickDelta(out var end) ? end.Delta.StopReason?.Raw() : stop;
        }

        Assert.Equal(["ThinkingBlock", "TextBlock", "ToolUseBlock", "ToolUseBlock"], blocks);
        Assert.Equal("""{"city":"Oslo"}{}""", arguments);
        Assert.Equal("tool_use", stop);
    }

    [Fact]
    public async Task A_tool_is_called_whole_and_its_result_comes_back()
    {
        var tool = new Tool
        {
            Name = "get_weather",
            InputSchema = new InputSchema(new Dictionary<string, System.Text.Json.JsonElement>
            {
                ["type"] = System.Text.Json.JsonSerializer.SerializeToElement("object"),
                ["properties"] = System.Text.Json.JsonSerializer.SerializeToElement(new { city = new { type = "string" } }),
            }),
        };
        var message = await Client().Messages.Create(Request("mock-tools", "weather?") with { Tools = [tool] }, TestDeadline.Token);

        message.Validate();
        Assert.True(Assert.Single(message.Content).TryPickToolUse(out var use));
        Assert.Equal("text", use.Input["city"].GetString());

        var answer = await Client().Messages.Create(
            new MessageCreateParams
            {
                Model = "mock-tools",
                MaxTokens = 100,
                Tools = [tool],
                Messages =
                [
                    new UserMessageParam { Content = "weather?" },
                    new AssistantMessageParam
                    {
                        Content = Blocks(new ToolUseBlockParam { ID = use.ID, Name = use.Name, Input = use.Input }),
                    },
                    new UserMessageParam { Content = Blocks(new ToolResultBlockParam { ToolUseID = use.ID, Content = "sunny" }) },
                ],
            },
            TestDeadline.Token);
        Assert.True(answer.Content[0].TryPickText(out var text));
        Assert.Equal("The tools said: sunny", text.Text);
    }

    [Fact]
    public async Task An_unknown_model_is_the_error_that_the_SDK_expects() => await Assert.ThrowsAsync<AnthropicNotFoundException>(
        () => Client().Messages.Create(Request("claude-0", "hello"), TestDeadline.Token));

    [Fact]
    public async Task A_rate_limit_is_retried_until_it_is_over()
    {
        await ScriptAsync("limit", """{"match":{"text":"retry me","nth":1},"steps":[{"status":429,"retryAfter":0}]}""");

        var message = await Client(retries: 2).Messages.Create(Request("mock", "retry me"), TestDeadline.Token);

        Assert.True(message.Content[0].TryPickText(out var text));
        Assert.Equal("You said: retry me", text.Text);
    }

    [Fact]
    public async Task An_error_event_in_a_stream_is_an_error_and_not_an_end()
    {
        await ScriptAsync("fails", """
            {"match":{"text":"fail midway"},"steps":[{"say":"one two"},{"error":{"message":"Overloaded","type":"overloaded_error"}}]}
            """);

        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var item in Client().Messages.CreateStreaming(Request("mock", "fail midway"), TestDeadline.Token))
            {
                item.Validate();
            }
        });
    }

    [Fact]
    public async Task Cancelling_a_stream_is_seen_by_the_mock_at_once()
    {
        await SeesCancellingAtOnceAsync((model, leave) => Client().Messages.CreateStreaming(Request(model, "hello"), leave), afterItems: 6);
    }

    private static List<ContentBlockParam> Blocks(ContentBlockParam block) => [block];

    private static MessageCreateParams Request(string model, string text) => new()
    {
        Model = model,
        MaxTokens = 1000,
        Messages = [new UserMessageParam { Content = text }],
    };

    private AnthropicClient Client(int retries = 0) => new()
    {
        ApiKey = "sk-of-a-test",
        BaseUrl = BaseAddress.ToString().TrimEnd('/'),
        MaxRetries = retries,
        ResponseValidation = true,
    };
}
