using static LlmAspire.Tests.Gateway.Infrastructure.Wire;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>Anthropic Messages.</summary>
internal static class AnthropicAnswers
{
    private static readonly string Start = Event("message_start",
        """{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":3,"cache_read_input_tokens":7,"output_tokens":1}}}""");

    public static IEnumerable<WrittenAnswer> All =>
    [
        new("Anthropic answer", "anthropic",
            """{"model":"m","id":"msg_1","type":"message","role":"assistant","content":[{"type":"thinking","thinking":"hm","signature":"s"},{"type":"text","text":"Let me "},{"type":"server_tool_use","id":"st","name":"web_search","input":{"query":"q"}},{"type":"web_search_tool_result","tool_use_id":"st","content":[{"type":"web_search_result","title":"t","text":"no"}]},{"text":"look.","type":"text","citations":[{"cited_text":"c"}]},{"type":"tool_use","id":"toolu_1","name":"f","input":{"a":[1,{"b":"}\"]"}]}}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":3,"cache_creation_input_tokens":0,"cache_read_input_tokens":2,"cache_creation":{"ephemeral_5m_input_tokens":9},"output_tokens":4,"output_tokens_details":{"thinking_tokens":1},"server_tool_use":{"web_search_requests":1},"iterations":[{"input_tokens":99,"output_tokens":99}]}}""",
            """{"model":"m","response_id":"msg_1","finish_reasons":["tool_use"],"input_tokens":3,"output_tokens":4,"total_tokens":7,"cached_input_tokens":2,"cache_creation_tokens":0,"reasoning_tokens":1,"text":"Let me look.","tool_calls":[{"name":"f","arguments":{"a":[1,{"b":"}\"]"}]},"arguments_form":"object"}]}"""),
        new("Anthropic stream", "anthropic", string.Concat(AnthropicEvents),
            """{"model":"m-1-real","response_id":"msg_5","finish_reasons":["tool_use"],"input_tokens":25,"output_tokens":15,"total_tokens":40,"cached_input_tokens":7,"cache_creation_tokens":3,"text":"Let me look.","tool_calls":[{"name":"weather","arguments":"{\"city\": \"Bonn\"}","arguments_form":"string"}]}"""),
        new("Anthropic stream whose last usage corrects the first", "anthropic.messages",
            Start + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}""")
            + Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"hm"}}""")
            + Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}""")
            + Event("content_block_start", """{"type":"content_block_start","index":1,"content_block":{"type":"text","text":""}}""")
            + Event("content_block_delta", """{"type":"content_block_delta","index":1,"delta":{"type":"text_delta","text":"ok"}}""")
            + Event("content_block_delta", """{"type":"content_block_delta","index":1,"delta":{"type":"citations_delta","citation":{"cited_text":"c"}}}""")
            + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"input_tokens":125,"cache_creation_input_tokens":null,"output_tokens":15,"output_tokens_details":{"thinking_tokens":9}}}""")
            + Event("message_stop", """{"type":"message_stop"}"""),
            """{"model":"m","response_id":"msg_1","finish_reasons":["end_turn"],"input_tokens":125,"output_tokens":15,"total_tokens":140,"cached_input_tokens":7,"cache_creation_tokens":3,"reasoning_tokens":9,"text":"ok"}"""),
        new("Anthropic stream with calls without input and a server's tool", "anthropic",
            Start + Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"server_tool_use","id":"st","name":"web_search","input":{}}}""")
            + Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"q\"}"}}""")
            + Event("content_block_start", """{"index":1,"content_block":{"type":"tool_use","id":"t1","name":"f","input":{}},"type":"content_block_start"}""")
            + Event("content_block_delta", """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":""}}""")
            + Event("content_block_start", """{"type":"content_block_start","index":2,"content_block":{"type":"tool_use","id":"t2","name":"g","input":{}}}""")
            + Event("content_block_delta", """{"type":"content_block_delta","index":2,"delta":{"type":"input_json_delta","partial_json":"{\"a\":"}}""")
            + Event("content_block_delta", """{"index":2,"delta":{"partial_json":"1}","type":"input_json_delta"},"type":"content_block_delta"}""")
            + Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"tool_use"},"usage":{"output_tokens":15}}"""),
            """{"model":"m","response_id":"msg_1","finish_reasons":["tool_use"],"input_tokens":25,"output_tokens":15,"total_tokens":40,"cached_input_tokens":7,"cache_creation_tokens":3,"tool_calls":[{"name":"f","arguments":{},"arguments_form":"object"},{"name":"g","arguments":"{\"a\":1}","arguments_form":"string"}]}"""),
        new("Anthropic stream with an error", "anthropic",
            Start + Event("error", """{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}"""),
            """{"model":"m","response_id":"msg_1","input_tokens":25,"output_tokens":1,"total_tokens":26,"cached_input_tokens":7,"cache_creation_tokens":3,"error":{"type":"overloaded_error","message":"Overloaded","code":null}}"""),
        new("Anthropic's old text completion", "anthropic",
            """{"completion":" Hello","stop_reason":"stop_sequence","stop":"\n\nHuman:"}""",
            """{"finish_reasons":["stop_sequence"],"text":" Hello"}"""),
    ];
}
