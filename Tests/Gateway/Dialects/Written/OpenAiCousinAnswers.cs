using static LlmAspire.Tests.Gateway.Dialects.Written.OpenAiChatAnswers;
using static LlmAspire.Tests.Gateway.Infrastructure.Wire;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>What the cousins of OpenAI's chat completions do in their own ways.</summary>
internal static class OpenAiCousinAnswers
{
    public static IEnumerable<WrittenAnswer> All =>
    [
        new("Azure: a first chunk without choices, model and id", "openai-chat",
            Data("""{"choices":[],"created":0,"id":"","model":"","object":"","prompt_filter_results":[{"prompt_index":0,"content_filter_results":{"hate":{"filtered":false}}}]}""")
            + Data("""{"choices":[{"content_filter_results":{},"delta":{"content":"","role":"assistant"},"finish_reason":null,"index":0}],"id":"c1","model":"m","object":"chat.completion.chunk"}""")
            + Data("""{"choices":[{"content_filter_offsets":{"check_offset":1},"content_filter_results":{"hate":{"filtered":false}},"finish_reason":null,"index":0}],"id":"","model":"","object":""}""")
            + Data("""{"choices":[{"content_filter_results":{},"delta":{"content":"hi"},"finish_reason":"content_filter","index":0}],"id":"c1","model":"m"}""") + "data: [DONE]\n\n",
            """{"model":"m","response_id":"c1","finish_reasons":["content_filter"],"text":"hi"}"""),
        new("Mistral: content in parts", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]},{"type":"text","text":"It is "},{"type":"reference","reference_ids":[0]},{"text":"4","type":"text"}]},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"total_tokens":3,"completion_tokens":2,"prompt_tokens_details":{"cached_tokens":0},"num_cached_tokens":0}}""",
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":1,"output_tokens":2,"total_tokens":3,"cached_input_tokens":0,"text":"It is 4"}"""),
        new("Mistral: deltas in parts", "openai-chat",
            Delta("""{"role":"assistant","content":[{"type":"thinking","thinking":[{"type":"text","text":"hm"}]}]}""") + Delta("""{"content":[{"type":"text","text":"4"}]}""")
            + Delta("""{"content":" ok"}"""),
            """{"model":"m","response_id":"c1","finish_reasons":[null],"text":"4 ok"}"""),
        new("Groq: usage below x_groq only", "openai-chat",
            Delta("""{"content":"a"}""") + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"x_groq":{"id":"r","usage":{"prompt_tokens":5,"prompt_time":0.01,"completion_tokens":6,"total_tokens":11}}}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":5,"output_tokens":6,"total_tokens":11,"text":"a"}"""),
        new("Groq: usage in both places", "openai-chat",
            Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""")
            + Data("""{"id":"c1","model":"m","choices":[],"x_groq":{"usage":{"prompt_tokens":9,"completion_tokens":9,"total_tokens":18}}}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":1,"output_tokens":2,"total_tokens":3,"text":"a"}"""),
        new("DeepSeek: reasoning and the cache by its own name", "openai-chat",
            Delta("""{"role":"assistant","content":null,"reasoning_content":"Hm"}""") + Delta("""{"content":"4","reasoning_content":null}""")
            + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop"}],"usage":{"prompt_tokens":10,"completion_tokens":3,"total_tokens":13,"prompt_cache_hit_tokens":8,"prompt_cache_miss_tokens":2}}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":10,"output_tokens":3,"total_tokens":13,"cached_input_tokens":8,"text":"4"}"""),
        new("OpenRouter: comments, reasoning details and cache writes", "openai-chat",
            ": OPENROUTER PROCESSING\n\n: OPENROUTER PROCESSING\n\n" + Delta("""{"role":"assistant","content":"","reasoning":"Hm","reasoning_details":[{"type":"reasoning.text","text":"Hm"}]}""")
            + Delta("""{"role":"assistant","content":"4"}""")
            + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"stop","native_finish_reason":"completed"}],"usage":{"prompt_tokens":20,"completion_tokens":3,"total_tokens":23,"cost":0.1,"prompt_tokens_details":{"cached_tokens":2,"cache_write_tokens":6},"completion_tokens_details":{"reasoning_tokens":1}}}""") + "data: [DONE]\n\n",
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":20,"output_tokens":3,"total_tokens":23,"cached_input_tokens":2,"cache_creation_tokens":6,"reasoning_tokens":1,"text":"4"}"""),
        new("Perplexity: the message so far beside each delta", "openai-chat",
            Data("""{"id":"c1","model":"m","usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2},"choices":[{"index":0,"finish_reason":null,"message":{"role":"assistant","content":"a"},"delta":{"role":"assistant","content":"a"}}]}""")
            + Data("""{"id":"c1","model":"m","usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"search_context_size":"low"},"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":"ab"},"delta":{"role":"assistant","content":"b"}}]}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":1,"output_tokens":2,"total_tokens":3,"text":"ab"}"""),
        new("Together: the text of the old completions beside each delta", "openai-chat",
            Data("""{"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"text":"a","logprobs":null,"finish_reason":null,"delta":{"token_id":1,"role":"assistant","content":"a","tool_calls":null}}],"model":"m","usage":null}""")
            + Data("""{"id":"c1","object":"chat.completion.chunk","choices":[{"index":0,"text":"","finish_reason":"stop","delta":{"content":""}}],"model":"m","usage":{"prompt_tokens":1,"completion_tokens":1,"total_tokens":2,"cached_tokens":0}}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":1,"output_tokens":1,"total_tokens":2,"cached_input_tokens":0,"text":"a"}"""),
        new("Vercel: cache creation by Anthropic's name", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10,"prompt_tokens_details":{"cached_tokens":3},"cache_creation_input_tokens":5}}""",
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":9,"output_tokens":1,"total_tokens":10,"cached_input_tokens":3,"cache_creation_tokens":5,"text":"a"}"""),
        new("Moonshot: usage within the last choice", "openai-chat",
            Delta("""{"content":"a"}""") + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop","usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}]}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":1,"output_tokens":2,"total_tokens":3,"text":"a"}"""),
        new("vLLM: what the stop was, beside the reason", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"content":"a"},"stop_reason":"###","finish_reason":"stop"},{"index":1,"message":{"content":"b"},"finish_reason":"length","stop_reason":null}]}""",
            """{"model":"m","response_id":"c1","finish_reasons":["stop","length"],"text":"a"}"""),
        new("OpenRouter: an error within the choice", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"error":{"code":502,"message":"gone","metadata":{"raw":{"message":"no"}}},"index":0,"finish_reason":null,"message":{"role":"assistant","content":"a"}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""",
            """{"model":"m","response_id":"c1","finish_reasons":[null],"input_tokens":1,"output_tokens":2,"total_tokens":3,"text":"a","error":{"type":null,"message":"gone","code":502}}"""),
        new("OpenRouter: an error within the choice of a stream", "openai-chat",
            Delta("""{"content":"a"}""") + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"error","error":{"code":502,"message":"gone"}}]}""")
            + Data("""{"id":"c1","model":"m","choices":[{"index":0,"delta":{"content":""},"finish_reason":"error","error":null}]}"""),
            """{"model":"m","response_id":"c1","finish_reasons":["error"],"text":"a","error":{"type":null,"message":"gone","code":502}}"""),
        new("Mistral: the cache by a name of its own", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10,"num_cached_tokens":4}}""",
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":9,"output_tokens":1,"total_tokens":10,"cached_input_tokens":4,"text":"a"}"""),
        new("Writer: details of the prompt in the singular", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"content":"a"},"finish_reason":"stop"}],"usage":{"prompt_tokens":9,"completion_tokens":1,"total_tokens":10,"prompt_token_details":{"cached_tokens":4},"completion_tokens_details":null}}""",
            """{"model":"m","response_id":"c1","finish_reasons":["stop"],"input_tokens":9,"output_tokens":1,"total_tokens":10,"cached_input_tokens":4,"text":"a"}"""),
        new("Snowflake: empty reason, id and function call", "openai-chat",
            """{"choices":[{"finish_reason":"","index":0,"message":{"content":"4","function_call":{"arguments":"","name":""},"refusal":"","role":"assistant","tool_calls":null}}],"id":"","model":"m","object":"chat.completion"}""",
            """{"model":"m","finish_reasons":[""],"text":"4"}"""),
        new("Snowflake's first API: calls in the list of contents", "openai-chat",
            Data("""{"id":"c1","model":"m","choices":[{"delta":{"type":"text","content":"I","content_list":[{"type":"text","text":"I"}],"text":"I"}}],"usage":{}}""")
            + Data("""{"id":"c1","model":"m","choices":[{"delta":{"type":"tool_use","tool_use_id":"t1","name":"f","content_list":[{"tool_use_id":"t1","name":"f"}],"text":""}}],"usage":{}}""")
            + Data("""{"id":"c1","model":"m","choices":[{"delta":{"content_list":[{"input":"{\"a\""}]}}],"usage":{}}""")
            + Data("""{"id":"c1","model":"m","choices":[{"delta":{"content_list":[{"input":":1}"}]}}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}"""),
            """{"model":"m","response_id":"c1","finish_reasons":[null],"input_tokens":1,"output_tokens":2,"total_tokens":3,"text":"I","tool_calls":[{"name":"f","arguments":"{\"a\":1}","arguments_form":"string"}]}"""),
        new("Snowflake's first API without a stream", "openai-chat",
            """{"model":"m","choices":[{"message":{"content":"I","content_list":[{"type":"text","text":"I"},{"type":"tool_use","tool_use":{"tool_use_id":"t1","name":"f","input":{"a":1}}}]}}]}""",
            """{"model":"m","finish_reasons":[null],"text":"I","tool_calls":[{"name":"f","arguments":{"a":1},"arguments_form":"object"}]}"""),
        new("arguments sent as JSON", "openai-chat",
            """{"id":"c1","model":"m","choices":[{"index":0,"message":{"content":"","tool_calls":[{"id":"t","function":{"name":"f","arguments":{"a":[1,{"b":"}"}]}}}]},"finish_reason":"tool_calls"}]}""",
            """{"model":"m","response_id":"c1","finish_reasons":["tool_calls"],"text":"","tool_calls":[{"name":"f","arguments":{"a":[1,{"b":"}"}]},"arguments_form":"object"}]}"""),
    ];
}
