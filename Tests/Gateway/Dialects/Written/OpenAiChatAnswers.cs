using static LlmAspire.Tests.Gateway.Infrastructure.Wire;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>OpenAI chat completions and completions.</summary>
internal static class OpenAiChatAnswers
{
    public static IEnumerable<WrittenAnswer> All =>
    [
        new("chat answer", "openai-chat", ChatAnswer,
            """{"model":"m-1-real","response_id":"chatcmpl-7","finish_reasons":["stop"],"input_tokens":11,"output_tokens":2,"total_tokens":13,"text":"Hi there"}"""),
        new("chat answer with details", "openai.chat",
            """{"id":"c1","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"é\n\"q\"\ud83d\ude00","refusal":null,"annotations":[]},"logprobs":null,"finish_reason":"length"}],"usage":{"prompt_tokens":10,"completion_tokens":90,"total_tokens":100,"prompt_tokens_details":{"cached_tokens":4,"audio_tokens":0},"completion_tokens_details":{"reasoning_tokens":64,"audio_tokens":0}}}""",
            """{"model":"m","response_id":"c1","finish_reasons":["length"],"input_tokens":10,"output_tokens":90,"total_tokens":100,"cached_input_tokens":4,"reasoning_tokens":64,"text":"é\n\"q\"\ud83d\ude00"}"""),
        new("chat refusal", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"refusal":"I cannot."},"finish_reason":"stop"}]}""",
            """{"model":"m","response_id":"c1","finish_reasons":["stop"]}"""),
        new("chat audio", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"audio":{"id":"a","data":"AAAA","transcript":"spoken"}},"finish_reason":"stop"}]}""",
            """{"model":"m","response_id":"c1","finish_reasons":["stop"]}"""),
        new("chat with several choices", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":1,"message":{"content":"second","tool_calls":[{"id":"t2","type":"function","function":{"name":"g","arguments":"{}"}}]},"finish_reason":"tool_calls"},{"message":{"content":"first","tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}}]},"index":0,"finish_reason":"stop"}]}""",
            """{"model":"m","response_id":"c1","finish_reasons":["stop","tool_calls"],"text":"first","tool_calls":[{"name":"f","arguments":"{\"a\":1}","arguments_form":"string"},{"name":"g","arguments":"{}","arguments_form":"string"}]}"""),
        new("chat with the old function call", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"function_call":{"name":"f","arguments":"{\"x\":2}"}},"finish_reason":"function_call"}]}""",
            """{"model":"m","response_id":"c1","finish_reasons":["function_call"],"tool_calls":[{"name":"f","arguments":"{\"x\":2}","arguments_form":"string"}]}"""),
        new("chat with a custom tool", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"content":null,"tool_calls":[{"id":"t1","type":"custom","custom":{"name":"calc","input":"4 + 4"}}]},"finish_reason":"tool_calls"}]}""",
            """{"model":"m","response_id":"c1","finish_reasons":["tool_calls"],"tool_calls":[{"name":"calc","arguments":"4 + 4","arguments_form":"string","custom":true}]}"""),
        new("chat stream", "openai-chat", string.Concat(ChatEvents),
            """{"model":"m-1-real","response_id":"chatcmpl-7","finish_reasons":["tool_calls"],"input_tokens":11,"output_tokens":7,"total_tokens":18,"cached_input_tokens":4,"reasoning_tokens":0,"text":"Grüß \"usage\" 😀","tool_calls":[{"name":"weather","arguments":"{\"city\":\"Bonn\"}","arguments_form":"string"}]}"""),
        new("chat stream with parallel calls interleaved", "openai-chat",
            Delta("""{"role":"assistant","content":null}""") + Delta("""{"tool_calls":[{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":""}}]}""")
            + Delta("""{"tool_calls":[{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":"{\"a\""}}]}""")
            + Delta("""{"tool_calls":[{"index":1,"function":{"arguments":"{}"}},{"index":0,"function":{"arguments":":1}"}}]}""")
            + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}""") + "data: [DONE]\n\n",
            """{"model":"m","response_id":"c1","finish_reasons":["tool_calls"],"tool_calls":[{"name":"f","arguments":"{\"a\":1}","arguments_form":"string"},{"name":"g","arguments":"{}","arguments_form":"string"}]}"""),
        new("chat stream with all calls numbered 0", "openai-chat",
            Delta("""{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}]}""")
            + Delta("""{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"{\"x\":1}"}}]}"""),
            """{"model":"m","response_id":"c1","finish_reasons":[null],"tool_calls":[{"name":"f","arguments":"{}","arguments_form":"string"},{"name":"g","arguments":"{\"x\":1}","arguments_form":"string"}]}"""),
        new("chat stream with calls without index", "openai-chat",
            Delta("""{"tool_calls":[{"id":"a","function":{"name":"f","arguments":"{\"a\":"}}]}""") + Delta("""{"tool_calls":[{"function":{"arguments":"1}"}}]}"""),
            """{"model":"m","response_id":"c1","finish_reasons":[null],"tool_calls":[{"name":"f","arguments":"{\"a\":1}","arguments_form":"string"}]}"""),
        new("chat stream with the old function call", "openai-chat",
            Delta("""{"role":"assistant","content":null,"function_call":{"name":"f","arguments":""}}""") + Delta("""{"function_call":{"arguments":"{\"x\":2}"}}"""),
            """{"model":"m","response_id":"c1","finish_reasons":[null],"tool_calls":[{"name":"f","arguments":"{\"x\":2}","arguments_form":"string"}]}"""),
        new("chat stream of two choices, one unfinished", "openai-chat",
            Delta("""{"content":"a"}""") + Data("""{"id":"c1","model":"m","choices":[{"index":1,"delta":{"content":"x"},"finish_reason":null}]}""")
            + Delta("""{"content":"b"}""") + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["stop",null],"text":"ab"}"""),
        new("chat stream with a reason on more than one chunk", "openai-chat",
            Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"tool_calls"}]}""")
            + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"text":"a"}"""),
        new("chat stream with usage null after the usage", "openai-chat",
            Delta("""{"content":"a"}""") + Data("""{"id":"c1","model":"m","choices":[],"usage":{"prompt_tokens":3.0,"completion_tokens":4e0}}""")
            + Data("""{"id":"c1","model":"m","choices":[],"usage":null}"""),
            """{"model":"m","response_id":"c1","finish_reasons":[null],"input_tokens":3,"output_tokens":4,"total_tokens":7,"text":"a"}"""),
        new("chat stream with usage on each chunk", "openai-chat",
            Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}],"usage":{"prompt_tokens":3,"completion_tokens":1,"total_tokens":4}}""")
            + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"b"},"finish_reason":"stop"}],"usage":{"prompt_tokens":3,"completion_tokens":2,"total_tokens":5}}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":3,"output_tokens":2,"total_tokens":5,"text":"ab"}"""),
        new("completions answer", "openai-completions",
            """{"id":"cmpl-1","object":"text_completion","model":"m","choices":[{"text":"one","index":0,"logprobs":null,"finish_reason":"length"},{"text":"two","index":1,"finish_reason":"stop"}],"usage":{"prompt_tokens":2,"completion_tokens":3,"total_tokens":5}}""",
            """{"model":"m","response_id":"cmpl-1","finish_reasons":["length","stop"],"input_tokens":2,"output_tokens":3,"total_tokens":5,"text":"one"}"""),
        new("completions stream", "openai.completions",
            Data("""{"id":"cmpl-1","object":"text_completion","model":"m","choices":[{"text":"a","index":0,"finish_reason":null}]}""")
            + Data("""{"id":"cmpl-1","object":"text_completion","model":"m","choices":[{"text":"b","index":0,"finish_reason":"stop"}],"usage":null}""") + "data: [DONE]\n\n",
            """{"model":"m","response_id":"cmpl-1","finish_reasons":["stop"],"text":"ab"}"""),
        new("embeddings", "openai-chat",
            """{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.1,-2e-3]}],"model":"e","usage":{"prompt_tokens":5,"total_tokens":5}}""",
            """{"model":"e","input_tokens":5,"total_tokens":5}"""),
    ];

    /// <summary>An event with one delta of the first choice.</summary>
    /// <param name="delta">The delta.</param>
    /// <returns>The event.</returns>
    public static string Delta(string delta) => Data($$"""{"id":"c1","model":"m","choices":[{"index":0,"delta":{{delta}},"finish_reason":null}]}""");
}
