namespace LlmAspire.Tests.Gateway.Infrastructure;

/// <summary>Bodies of requests and answers, written for these tests.</summary>
internal static class Wire
{
    /// <summary>A streamed request that asks for usage, so that it reaches the provider, and its answer the client, byte for byte.</summary>
    public const string StreamRequest =
        """{"model":"m-1","stream":true,"stream_options":{"include_usage":true},"messages":[{"role":"user","content":"hello"}]}""";

    /// <summary>A streamed request that does not ask for usage.</summary>
    public const string StreamRequestWithoutUsage = """{"model":"m-1","stream":true,"messages":[{"role":"user","content":"hello"}]}""";

    /// <summary>A request for one JSON answer.</summary>
    public const string Request = """{"model":"m-1","messages":[{"role":"user","content":"hello"}]}""";

    /// <summary>A streamed request of the Messages API.</summary>
    public const string AnthropicRequest = """{"model":"m-1","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"hello"}]}""";

    /// <summary>An answer of OpenAI chat completions.</summary>
    public const string ChatAnswer =
        """{"id":"chatcmpl-7","object":"chat.completion","created":1,"model":"m-1-real","choices":[{"index":0,"message":{"role":"assistant","content":"Hi there"},"finish_reason":"stop"}],"usage":{"prompt_tokens":11,"completion_tokens":2,"total_tokens":13}}""";

    /// <summary>A stream of OpenAI chat completions, one event an element.</summary>
    public static readonly string[] ChatEvents =
    [
        Data("""{"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m-1-real","choices":[{"index":0,"delta":{"role":"assistant","content":""},"finish_reason":null}],"usage":null}"""),
        Data("""{"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m-1-real","choices":[{"index":0,"delta":{"content":"Grüß "},"finish_reason":null}],"usage":null}"""),
        Data("""{"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m-1-real","choices":[{"index":0,"delta":{"content":"\"usage\" \ud83d\ude00"},"finish_reason":null}],"usage":null}"""),
        Data("""{"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m-1-real","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"weather","arguments":"{\"city\":"}}]},"finish_reason":null}],"usage":null}"""),
        Data("""{"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m-1-real","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"\"Bonn\"}"}}]},"finish_reason":null}],"usage":null}"""),
        Data("""{"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m-1-real","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}],"usage":null}"""),
        Data("""{"id":"chatcmpl-7","object":"chat.completion.chunk","created":1,"model":"m-1-real","choices":[],"usage":{"prompt_tokens":11,"completion_tokens":7,"total_tokens":18,"prompt_tokens_details":{"cached_tokens":4},"completion_tokens_details":{"reasoning_tokens":0}}}"""),
        "data: [DONE]\n\n",
    ];

    /// <summary>A stream of OpenAI Responses.</summary>
    public static readonly string[] ResponsesEvents =
    [
        Event("response.created", """{"type":"response.created","response":{"id":"resp_1","status":"in_progress","model":"m-1-real","output":[],"usage":null,"error":null},"sequence_number":0}"""),
        Event("response.output_item.added", """{"type":"response.output_item.added","output_index":0,"item":{"id":"msg_1","type":"message","status":"in_progress","content":[]},"sequence_number":1}"""),
        Event("response.output_text.delta", """{"type":"response.output_text.delta","item_id":"msg_1","delta":"Gut","sequence_number":2}"""),
        Event("response.output_text.delta", """{"type":"response.output_text.delta","item_id":"msg_1","delta":"en Tag","sequence_number":3}"""),
        Event("response.output_item.done", """{"type":"response.output_item.done","output_index":1,"item":{"id":"fc_1","type":"function_call","call_id":"call_9","name":"weather","arguments":"{\"city\":\"Bonn\"}","status":"completed"},"sequence_number":4}"""),
        Event("response.completed", """{"type":"response.completed","response":{"id":"resp_1","status":"completed","model":"m-1-real","error":null,"output":[{"type":"message","content":[{"type":"output_text","text":"Guten Tag"}]}],"usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":8},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":42}},"sequence_number":5}"""),
    ];

    /// <summary>A stream of Anthropic Messages.</summary>
    public static readonly string[] AnthropicEvents =
    [
        Event("message_start", """{"type":"message_start","message":{"id":"msg_5","type":"message","role":"assistant","model":"m-1-real","content":[],"stop_reason":null,"usage":{"input_tokens":25,"cache_creation_input_tokens":3,"cache_read_input_tokens":7,"output_tokens":1}}}"""),
        Event("content_block_start", """{"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}"""),
        Event("ping", """{"type":"ping"}"""),
        Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Let me"}}"""),
        Event("content_block_delta", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":" look."}}"""),
        Event("content_block_stop", """{"type":"content_block_stop","index":0}"""),
        Event("content_block_start", """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"weather","input":{}}}"""),
        Event("content_block_delta", """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"city\":"}}"""),
        Event("content_block_delta", """{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":" \"Bonn\"}"}}"""),
        Event("content_block_stop", """{"type":"content_block_stop","index":1}"""),
        Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":15}}"""),
        Event("message_stop", """{"type":"message_stop"}"""),
    ];

    /// <summary>An event without a name.</summary>
    /// <param name="json">Its data.</param>
    /// <returns>The event.</returns>
    public static string Data(string json) => $"data: {json}\n\n";

    /// <summary>An event with a name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="json">Its data.</param>
    /// <returns>The event.</returns>
    public static string Event(string name, string json) => $"event: {name}\ndata: {json}\n\n";
}
