using static LlmAspire.Tests.Gateway.Dialects.Written.EventStreamBytes;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>Bedrock's Converse and InvokeModel, JSON and binary.</summary>
internal static class BedrockAnswers
{
    private const string EventStream = "application/vnd.amazon.eventstream";

    private static readonly byte[][] Converse =
    [
        Event("messageStart", """{"p":"abc","role":"assistant"}"""),
        Event("contentBlockDelta", """{"contentBlockIndex":0,"delta":{"reasoningContent":{"text":"hm"}},"p":"a"}"""),
        Event("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"text":"Hi "},"p":"abcd"}"""),
        Event("contentBlockDelta", """{"contentBlockIndex":1,"delta":{"text":"you"},"p":"ab"}"""),
        Event("contentBlockStop", """{"contentBlockIndex":1,"p":"a"}"""),
        Event("contentBlockStart", """{"contentBlockIndex":2,"p":"a","start":{"toolUse":{"name":"f","toolUseId":"t1"}}}"""),
        Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"{\"a\":"}},"p":"a"}"""),
        Event("contentBlockDelta", """{"contentBlockIndex":2,"delta":{"toolUse":{"input":"1}"}},"p":"a"}"""),
        Event("messageStop", """{"p":"a","stopReason":"tool_use"}"""),
        Event("metadata", """{"metrics":{"latencyMs":1},"p":"a","usage":{"inputTokens":3,"outputTokens":4,"totalTokens":12,"cacheReadInputTokens":5,"cacheReadInputTokenCount":5,"cacheWriteInputTokens":0,"serverToolUsage":{}},"trace":{"guardrail":{"usage":{"inputTokens":99}}}}"""),
    ];

    private const string ConverseRead =
        """{"finish_reasons":["tool_use"],"input_tokens":3,"output_tokens":4,"total_tokens":12,"cached_input_tokens":5,"cache_creation_tokens":0,"text":"Hi you","tool_calls":[{"name":"f","arguments":"{\"a\":1}","arguments_form":"string"}]}""";

    private static readonly byte[] Claude =
    [
        .. Chunk("""{"type":"message_start","message":{"model":"claude-x","id":"msg_1","type":"message","role":"assistant","content":[],"stop_reason":null,"usage":{"input_tokens":7,"cache_creation_input_tokens":0,"cache_read_input_tokens":2,"output_tokens":1}}}"""),
        .. Chunk("""{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
        .. Chunk("""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}"""),
        .. Chunk("""{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":4}}"""),
        .. Chunk("""{"type":"message_stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":99,"outputTokenCount":99,"invocationLatency":1}}"""),
    ];

    private static readonly Dictionary<string, string> Headers = new()
    {
        ["x-amzn-bedrock-input-token-count"] = "11",
        ["x-amzn-bedrock-output-token-count"] = "12",
        ["x-amzn-bedrock-cache-read-input-token-count"] = "3",
        ["x-amzn-bedrock-cache-write-input-token-count"] = "0",
    };

    public static IEnumerable<WrittenAnswer> All =>
    [
        new("Converse answer", "bedrock-converse",
            """{"metrics":{"latencyMs":377},"output":{"message":{"content":[{"reasoningContent":{"reasoningText":{"text":"hm"}}},{"text":"Hi "},{"toolUse":{"input":{"a":1.0},"name":"f","toolUseId":"t1"}},{"text":"you"}],"role":"assistant"}},"stopReason":"tool_use","usage":{"inputTokens":3,"outputTokens":4,"totalTokens":12,"cacheReadInputTokenCount":5,"cacheWriteInputTokenCount":0,"cacheDetails":[{"inputTokens":99}]}}""",
            """{"finish_reasons":["tool_use"],"input_tokens":3,"output_tokens":4,"total_tokens":12,"cached_input_tokens":5,"cache_creation_tokens":0,"text":"Hi you","tool_calls":[{"name":"f","arguments":{"a":1.0},"arguments_form":"object"}]}"""),
        new("Converse stream", "bedrock.converse", [.. Converse.SelectMany(frame => frame)], ConverseRead),
        new("Converse stream with a wrong checksum in one message", "bedrock-converse",
            [.. Converse.SelectMany((frame, i) => i == 2 ? Broken(frame, frame.Length - 1) : frame)], ConverseRead.Replace("Hi you", "you", StringComparison.Ordinal)),
        new("Converse stream with a byte too many", "bedrock-converse", [.. Converse[0], 7, .. Converse[1..].SelectMany(frame => frame)], ConverseRead),
        new("Converse stream that begins with rubbish", "bedrock-converse", [0, 0, 0, 99, 1, 2, 3, .. Converse.SelectMany(frame => frame)], ConverseRead) { MediaType = EventStream },
        new("Converse stream with a length that is a lie", "bedrock-converse",
            [.. Converse[0], .. Broken(Converse[1], 2), .. Converse[2..].SelectMany(frame => frame)], ConverseRead),
        new("Converse stream with an exception", "bedrock-converse",
            [.. Converse[0], .. Message("""{"message":"Too many"}""", (":exception-type", "throttlingException"), (":content-type", "application/json"), (":message-type", "exception"))],
            """{"error":{"type":"throttlingException","message":"Too many","code":null}}"""),
        new("Converse stream with an error without a payload", "bedrock-converse",
            [.. Converse[0], .. Message("", (":message-type", "error"), (":error-code", "internal"), (":error-message", "Oops"))],
            """{"error":{"type":"internal","message":"Oops","code":null}}"""),
        new("Claude's stream at Bedrock", "bedrock-invoke-stream", Claude,
            """{"model":"claude-x","response_id":"msg_1","finish_reasons":["end_turn"],"input_tokens":7,"output_tokens":4,"total_tokens":11,"cached_input_tokens":2,"cache_creation_tokens":0,"text":"Hi"}"""),
        new("an old stream with usage in the metrics only", "bedrock.invoke",
            Chunk("""{"completion":"Hi","stop_reason":"stop_sequence","stop":"\n\nHuman:","amazon-bedrock-invocationMetrics":{"inputTokenCount":25,"outputTokenCount":4,"invocationLatency":1}}"""),
            """{"finish_reasons":["stop_sequence"],"input_tokens":25,"output_tokens":4,"total_tokens":29,"text":"Hi"}"""),
        new("Nova's stream", "bedrock-invoke-nova",
            [.. Chunk("""{"messageStart":{"role":"assistant"}}"""), .. Chunk("""{"contentBlockDelta":{"delta":{"text":"Hi"},"contentBlockIndex":0}}"""),
                .. Chunk("""{"contentBlockStart":{"start":{"toolUse":{"toolUseId":"t","name":"f"}},"contentBlockIndex":1}}"""),
                .. Chunk("""{"contentBlockDelta":{"delta":{"toolUse":{"input":"{}"}},"contentBlockIndex":1}}"""), .. Chunk("""{"messageStop":{"stopReason":"end_turn"}}"""),
                .. Chunk("""{"metadata":{"usage":{"inputTokens":1,"outputTokens":2,"cacheReadInputTokenCount":0,"cacheWriteInputTokenCount":0},"metrics":{}},"amazon-bedrock-invocationMetrics":{"inputTokenCount":9,"outputTokenCount":9}}""")],
            """{"finish_reasons":["end_turn"],"input_tokens":1,"output_tokens":2,"total_tokens":3,"cached_input_tokens":0,"cache_creation_tokens":0,"text":"Hi","tool_calls":[{"name":"f","arguments":"{}","arguments_form":"string"}]}"""),
        new("Nova's answer keeps to what its body says", "bedrock-invoke-nova",
            """{"output":{"message":{"role":"assistant","content":[{"text":"Hi"}]}},"stopReason":"end_turn","usage":{"inputTokens":30},"amazon-bedrock-trace":{"guardrail":{}}}""",
            """{"finish_reasons":["end_turn"],"input_tokens":30,"text":"Hi"}""") { Headers = Headers },
        new("Llama", "bedrock-invoke-meta",
            """{"generation":" Hi","prompt_token_count":5,"generation_token_count":10,"stop_reason":"length"}""",
            """{"finish_reasons":["length"],"input_tokens":5,"output_tokens":10,"total_tokens":15,"text":" Hi"}""") { Headers = Headers },
        new("Llama's stream", "bedrock-invoke-meta",
            [.. Chunk("""{"generation":"H","prompt_token_count":5,"generation_token_count":1,"stop_reason":null}"""),
                .. Chunk("""{"generation":"i","prompt_token_count":null,"generation_token_count":2,"stop_reason":"stop","amazon-bedrock-invocationMetrics":{"inputTokenCount":5,"outputTokenCount":2}}""")],
            """{"finish_reasons":["stop"],"input_tokens":5,"output_tokens":2,"total_tokens":7,"text":"Hi"}"""),
        new("Titan", "bedrock-invoke-titan",
            """{"inputTextTokenCount":5,"results":[{"tokenCount":10,"outputText":"one","completionReason":"LENGTH"},{"tokenCount":2,"outputText":"two","completionReason":"FINISH"}]}""",
            """{"finish_reasons":["LENGTH","FINISH"],"input_tokens":5,"output_tokens":12,"total_tokens":17,"text":"one"}"""),
        new("Titan's stream", "bedrock-invoke-titan",
            [.. Chunk("""{"outputText":"H","index":0,"totalOutputTextTokenCount":null,"completionReason":null,"inputTextTokenCount":5}"""),
                .. Chunk("""{"outputText":"i","index":0,"totalOutputTextTokenCount":2,"completionReason":"FINISH","inputTextTokenCount":null,"amazon-bedrock-invocationMetrics":{"inputTokenCount":5,"outputTokenCount":2}}""")],
            """{"finish_reasons":["FINISH"],"input_tokens":5,"output_tokens":2,"total_tokens":7,"text":"Hi"}"""),
        new("Mistral's old answer with usage in the headers only", "bedrock-invoke-mistral",
            """{"outputs":[{"text":"Hi","stop_reason":"stop"}]}""",
            """{"finish_reasons":["stop"],"input_tokens":11,"output_tokens":12,"total_tokens":23,"cached_input_tokens":3,"cache_creation_tokens":0,"text":"Hi"}""") { Headers = Headers },
        new("Cohere's old answer at Bedrock", "bedrock-invoke-cohere",
            """{"generations":[{"finish_reason":"COMPLETE","id":"g","text":"Hi"}],"id":"c1","prompt":"x"}""",
            """{"response_id":"c1","finish_reasons":["COMPLETE"],"text":"Hi"}"""),
        new("Jurassic", "bedrock-invoke-ai21",
            """{"id":1234,"prompt":{"text":"x","tokens":[]},"completions":[{"data":{"text":"Hi","tokens":[]},"finishReason":{"reason":"endoftext"}}]}""",
            """{"finish_reasons":["endoftext"],"text":"Hi"}"""),
        new("Mistral's chat at Bedrock, which calls the reason stop_reason", "bedrock-invoke-mistral",
            """{"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"","tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"}}]},"stop_reason":"tool_calls"}]}""",
            """{"model":"m","response_id":"c1","finish_reasons":["tool_calls"],"text":"","tool_calls":[{"name":"f","arguments":"{}","arguments_form":"string"}]}"""),
        new("Mistral's chat stream at Bedrock, which has messages for deltas", "bedrock-invoke-mistral",
            [.. Chunk("""{"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"H"},"stop_reason":null}]}"""),
                .. Chunk("""{"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"message":{"content":[{"type":"thinking","text":"no"},{"type":"text","text":"i"}],"tool_calls":[{"id":"t","function":{"name":"f","arguments":"{}"}}]},"stop_reason":null},{"index":1,"message":{"content":"no"},"stop_reason":"length"}]}"""),
                .. Chunk("""{"id":"c1","object":"chat.completion.chunk","model":"m","choices":[{"index":0,"message":{"content":"!"},"stop_reason":"stop"}],"amazon-bedrock-invocationMetrics":{"inputTokenCount":5,"outputTokenCount":2}}""")],
            """{"model":"m","response_id":"c1","finish_reasons":["stop","length"],"input_tokens":5,"output_tokens":2,"total_tokens":7,"text":"Hi!","tool_calls":[{"name":"f","arguments":"{}","arguments_form":"string"}]}"""),
        new("DeepSeek at Bedrock, whose old completions call the reason stop_reason", "bedrock-invoke-deepseek",
            """{"choices":[{"text":"Hi","stop_reason":"length"}]}""",
            """{"finish_reasons":["length"],"text":"Hi"}"""),
        new("DeepSeek's stream at Bedrock", "bedrock-invoke-deepseek",
            [.. Chunk("""{"choices":[{"text":"H","stop_reason":null}]}"""),
                .. Chunk("""{"choices":[{"text":"i","stop_reason":"stop"}]}"""),
                .. Chunk("""{"choices":[{"text":"","stop_reason":null}],"amazon-bedrock-invocationMetrics":{"inputTokenCount":5,"outputTokenCount":2}}""")],
            """{"finish_reasons":["stop"],"input_tokens":5,"output_tokens":2,"total_tokens":7,"text":"Hi"}"""),
        new("OpenAI's shape at Bedrock", "bedrock-invoke-openai",
            """{"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"content":"Hi"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""",
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":1,"output_tokens":2,"total_tokens":3,"text":"Hi"}"""),
    ];

    private static byte[] Broken(byte[] message, int at)
    {
        var copy = message.ToArray();
        copy[at] ^= 0x55;
        return copy;
    }
}
