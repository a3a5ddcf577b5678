using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Dialects;

public sealed class UsageVariantTests
{
    [Theory]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12,"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":2}""", "10 2 12 8 - -")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"total_tokens":112,"completion_tokens_details":{"reasoning_tokens":100}}""", "10 2 112 - - 100")]
    [InlineData("""{"prompt_tokens":10,"completion_tokens":2,"total_tokens":12,"citation_tokens":4,"num_search_queries":1,"reasoning_tokens":9}""", "10 2 12 - - 9")]
    [InlineData("""{"prompt_tokens":99,"completion_tokens":2,"total_tokens":101,"prompt_tokens_details":{"cached_tokens":0,"cache_creation":{"ephemeral_5m_input_tokens":90},"cache_creation_input_tokens":90}}""", "99 2 101 0 90 -")]
    [InlineData("""{"prompt_tokens":99,"completion_tokens":2,"total_tokens":101,"prompt_tokens_details":{"cached_tokens":40},"cache_creation_input_tokens":20,"cache_read_input_tokens":40}""", "99 2 101 40 20 -")]
    [InlineData("""{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":null,"completion_tokens_details":null}""", "1 2 3 - - -")]
    public void The_counts_of_OpenAIs_cousins_are_read_by_their_own_names(string usage, string expected)
    {
        var answer = """{"id":"c","model":"m","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}],"usage":X}""";

        Assert.Equal(expected, Observed.Of("openai-chat", answer.Replace("X", usage, StringComparison.Ordinal)).Counts());
    }

    [Theory]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}""", """{"choices":[{"delta":{"content":"b"}}],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}""", "5 2 7 - - -")]
    [InlineData("""{"choices":[{"delta":{"content":"a"}}],"usage":{"prompt_tokens":5,"completion_tokens":1,"total_tokens":6}}""", """{"choices":[{"delta":{}}],"usage":null}""", "5 1 6 - - -")]
    [InlineData("""{"choices":[{"delta":{}}],"x_groq":{"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}},"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}""", """{"choices":[],"x_groq":{"usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2}}}""", "5 2 7 - - -")]
    [InlineData("""{"choices":[],"usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7}}""", """{"choices":[{"delta":{},"finish_reason":"stop"}]}""", "5 2 7 - - -")]
    [InlineData("""{"choices":[{"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":5,"completion_tokens":2,"total_tokens":7,"cached_tokens":1}}]}""", """{"choices":[]}""", "5 2 7 1 - -")]
    public void Of_the_usage_in_a_chat_stream_the_last_that_is_there_counts(string first, string second, string expected) =>
        Assert.Equal(expected, Observed.Of("openai-chat", Wire.Data(first) + Wire.Data(second) + "data: [DONE]\n\n").Counts());

    [Fact]
    public void Anthropics_counts_are_overlaid_and_never_summed_whatever_else_stands_in_its_usage()
    {
        var read = Observed.Of(
            "anthropic",
            Wire.AnthropicEvents[0] + Wire.Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"input_tokens":50,"cache_read_input_tokens":0,"cache_creation_input_tokens":null,"cache_creation":{"ephemeral_5m_input_tokens":70},"output_tokens":9,"output_tokens_details":{"thinking_tokens":4},"iterations":[{"input_tokens":800,"output_tokens":900}]}}"""));

        Assert.Equal("50 9 59 0 3 4", read.Counts());
    }

    [Theory]
    [InlineData("""{"is_finished":true,"event_type":"stream-end","finish_reason":"COMPLETE","response":{"text":"Hi"},"amazon-bedrock-invocationMetrics":{"inputTokenCount":5,"outputTokenCount":3}}""")]
    [InlineData("""{"index":0,"is_finished":true,"finish_reason":"COMPLETE","amazon-bedrock-invocationMetrics":{"inputTokenCount":5,"outputTokenCount":3}}""")]
    [InlineData("""{"generation":"","stop_reason":"COMPLETE","amazon-bedrock-invocationMetrics":{"inputTokenCount":5,"outputTokenCount":3}}""")]
    [InlineData("""{"outputs":[{"text":"","stop_reason":"COMPLETE"}],"amazon-bedrock-invocationMetrics":{"inputTokenCount":5,"outputTokenCount":3}}""")]
    public void What_Bedrock_adds_to_the_last_part_counts_where_the_models_vendor_sends_no_counts(string last)
    {
        var read = Observed.Of("bedrock-invoke-stream", EventStream.Invoked("""{"text":"Hi"}""", last));

        Assert.Equal("5 3 8 - - -", read.Counts());
        Assert.Equal("[\"COMPLETE\"]", read.Values("finish_reasons"));
    }

    [Fact]
    public void Geminis_last_usage_counts_alone_and_thoughts_and_tools_stand_beside_the_output()
    {
        var read = Observed.Of(
            "gemini",
            """[{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":9,"totalTokenCount":10}},{"candidates":[{"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":2,"totalTokenCount":15,"thoughtsTokenCount":6,"toolUsePromptTokenCount":7,"trafficType":"ON_DEMAND"}}]""");

        Assert.Equal("2 - 15 - - 6", read.Counts());
    }
}
