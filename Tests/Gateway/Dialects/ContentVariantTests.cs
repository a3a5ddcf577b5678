using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Dialects;

public sealed class ContentVariantTests
{
    [Theory]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":""}},{"index":1,"id":"b","function":{"name":"g","arguments":"{\"x\""}}""", """{"index":1,"function":{"arguments":":2}"}},{"index":0,"function":{"arguments":"{}"}}""", "f {} g {\"x\":2}")]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"id":"b","function":{"name":"f","arguments":"{\"x\":2}"}}""", "f {} f {\"x\":2}")]
    [InlineData("""{"index":0,"id":"","function":{"name":"f","arguments":"{}"}}""", """{"index":0,"id":"","function":{"name":"g","arguments":"{\"x\":2}"}}""", "f {} g {\"x\":2}")]
    [InlineData("""{"id":"a","function":{"name":"f","arguments":"{}"}}""", """{"id":"b","function":{"name":"g","arguments":"{\"x\":2}"}}""", "f {} g {\"x\":2}")]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}""", """{"index":0,"id":"a","function":{"name":"f","arguments":":2}"}}""", "f {\"x\":2}")]
    [InlineData("""{"index":0,"id":"a","function":{"name":"f","arguments":null}}""", """{"index":0,"id":null,"function":{"name":null,"arguments":"{}"}}""", "f {}")]
    public void The_parts_of_tool_calls_in_a_chat_stream_find_their_call(string first, string second, string expected)
    {
        var events = ((string[])[first, second]).Select(calls =>
            Wire.Data("""{"id":"c","choices":[{"index":0,"delta":{"tool_calls":[X]},"finish_reason":null}]}""".Replace("X", calls, StringComparison.Ordinal)));

        var read = Observed.Of("openai-chat", string.Concat(events));

        Assert.Equal(expected, string.Join(' ', read.GetProperty("tool_calls").EnumerateArray().Select(call => $"{call.GetProperty("name")} {call.GetProperty("arguments")}")));
    }

    [Fact]
    public void Of_several_choices_in_a_stream_the_text_is_the_first_ones_and_every_reason_is_told()
    {
        string Choice(int index, string text, string reason) => Wire.Data(
            $$"""{"id":"c","choices":[{"delta":{"content":"{{text}}"},"index":{{index}},"finish_reason":{{reason}}}]}""");

        var read = Observed.Of(
            "openai-chat",
            Choice(1, "B", "null") + Choice(0, "A", "null") + Choice(0, "a", "null") + Choice(1, "b", "\"length\"") + Choice(0, "", "\"stop\""));

        Assert.Equal("\"Aa\" [\"stop\",\"length\"]", read.Values("text", "finish_reasons"));
    }

    [Theory]
    [InlineData("openai-chat", """{"choices":[{"delta":{"content":[{"type":"thinking","thinking":[{"type":"text","text":"no"}]},{"text":"yes","type":"text"},{"type":"reference","reference_ids":[1]}]}}]}""")]
    [InlineData("openai-chat", """{"choices":[{"delta":{"content":"yes","reasoning_content":"no","reasoning":"no"},"message":{"content":"no"},"logprobs":{"content":[{"token":"no","text":"no"}]}}]}""")]
    [InlineData("openai-responses", """{"type":"response.completed","response":{"status":"completed","output":[{"type":"reasoning","content":[{"type":"reasoning_text","text":"no"}]},{"type":"mcp_call","name":"m","arguments":"{}","output":"no"},{"type":"message","content":[{"type":"refusal","refusal":"no"},{"type":"output_text","text":"yes"}]}]}}""")]
    [InlineData("anthropic", """{"type":"content_block_start","index":0,"content_block":{"type":"mcp_tool_result","content":[{"type":"text","text":"no"}],"text":"no"}}""", """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"yes"}}""")]
    [InlineData("gemini", """{"candidates":[{"content":{"parts":[{"text":"no","thought":true},{"text":"yes"},{"executableCode":{"code":"no"}}]},"groundingMetadata":{"groundingSupports":[{"segment":{"text":"no"}}]}}]}""")]
    [InlineData("cohere-v2", """{"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"no"}}}}""", """{"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"yes"},"tool_plan":"no","citations":{"text":"no"}}}}""")]
    [InlineData("bedrock-converse", """{"output":{"message":{"content":[{"reasoningContent":{"reasoningText":{"text":"no"}}},{"text":"yes"},{"toolResult":{"content":[{"text":"no"}]}}]}}}""")]
    public void Nothing_but_the_answers_own_text_is_its_text(string wire, string first, string? second = null)
    {
        var body = first.StartsWith("""{"output":""", StringComparison.Ordinal) ? first : Wire.Data(first) + (second is null ? "" : Wire.Data(second));

        Assert.Equal("\"yes\" []", Observed.Of(wire, body).Values("text", "tool_calls"));
    }

    [Fact]
    public void A_call_that_Gemini_sends_without_arguments_has_an_object_without_members()
    {
        var read = Observed.Of("gemini", """{"candidates":[{"content":{"parts":[{"functionCall":{"name":"f"}}]},"finishReason":"STOP"}]}""");

        Assert.Equal("""[{"name":"f","arguments":{},"arguments_form":"object"}]""", read.Values("tool_calls"));
    }

    [Theory]
    [InlineData(2000, false)]
    [InlineData(2001, true)]
    public void A_long_text_can_be_compared_by_its_hash(int length, bool isLong)
    {
        var text = new string('é', length);

        var read = Observed.Of("ollama", $$"""{"message":{"content":"{{text}}"},"done":true}""");

        Assert.Equal(text, read.GetProperty("text").GetString());
        Assert.Equal(isLong, read.TryGetProperty("text_sha256", out var hash));
        if (isLong)
        {
            Assert.Equal(64, hash.GetString()!.Length);
            Assert.Equal("2001 4002", read.Values("text_length_chars", "text_length_utf8_bytes"));
        }
    }
}
