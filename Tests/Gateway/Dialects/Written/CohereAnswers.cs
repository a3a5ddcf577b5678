using static LlmAspire.Tests.Gateway.Infrastructure.Wire;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>Cohere's two chat APIs, and what came before and goes beside them.</summary>
internal static class CohereAnswers
{
    private const string Units = """{"billed_units":{"input_tokens":6,"output_tokens":5},"tokens":{"input_tokens":60,"output_tokens":8,"reasoning_tokens":3},"cached_tokens":4}""";
    private const string Counts = """ "input_tokens":6,"output_tokens":5,"total_tokens":11,"cached_input_tokens":4""";

    private const string Answer1 =
        """{"response_id":"x","text":"Hi you","generation_id":"g1","chat_history":[{"role":"USER","message":"hello"},{"role":"CHATBOT","message":"Hi you"}],"finish_reason":"COMPLETE","meta":{"api_version":{"version":"1"},"billed_units":{"input_tokens":6,"output_tokens":5},"tokens":{"input_tokens":60,"output_tokens":8},"cached_tokens":4},"tool_calls":[{"name":"f","parameters":{"a":1}}]}""";

    private const string Read1 = """{"response_id":"g1","finish_reasons":["COMPLETE"],"input_tokens":6,"output_tokens":5,"total_tokens":11,"cached_input_tokens":4,"text":"Hi you","tool_calls":[{"name":"f","arguments":{"a":1},"arguments_form":"object"}]}""";

    public static IEnumerable<WrittenAnswer> All =>
    [
        new("Cohere v1 answer", "cohere-v1", Answer1, Read1),
        new("Cohere v1 stream", "cohere.v1",
            """{"is_finished":false,"event_type":"stream-start","generation_id":"g1"}""" + "\n"
            + """{"is_finished":false,"event_type":"text-generation","text":"Hi "}""" + "\n"
            + """{"is_finished":false,"event_type":"text-generation","text":"you"}""" + "\n"
            + """{"is_finished":false,"event_type":"tool-calls-generation","tool_calls":[{"name":"f","parameters":{"a":1}}]}""" + "\n"
            + $$$"""{"is_finished":true,"event_type":"stream-end","response":{{{Answer1}}},"finish_reason":"COMPLETE"}""" + "\n",
            Read1),
        new("Cohere v1 stream whose text comes at its end", "cohere-v1",
            """{"is_finished":false,"event_type":"stream-start","generation_id":"g1"}""" + "\n"
            + $$$"""{"is_finished":true,"event_type":"stream-end","finish_reason":"COMPLETE","response":{{{Answer1}}}}""", Read1),
        new("Cohere generations", "cohere-v1",
            """{"id":"x","generations":[{"id":"g1","text":"Hi","finish_reason":"COMPLETE"},{"id":"g2","text":"Ho","finish_reason":"MAX_TOKENS"}],"prompt":"no","meta":{"api_version":{"version":"1"},"billed_units":{"input_tokens":6,"output_tokens":5}}}""",
            """{"response_id":"x","finish_reasons":["COMPLETE","MAX_TOKENS"],"input_tokens":6,"output_tokens":5,"total_tokens":11,"text":"Hi"}"""),
        new("Cohere generations in a stream", "cohere-v1",
            """{"text":"Hi ","is_finished":false,"event_type":"text-generation"}""" + "\n"
            + """{"text":"you","is_finished":false,"event_type":"text-generation"}""" + "\n"
            + """{"is_finished":true,"event_type":"stream-end","finish_reason":"COMPLETE","response":{"id":"x","generations":[{"id":"g1","text":"Hi you","finish_reason":"COMPLETE"}],"prompt":"no"}}""" + "\n",
            """{"response_id":"x","finish_reasons":["COMPLETE"],"text":"Hi you"}"""),
        new("Cohere embeddings", "cohere-v2",
            """{"id":"x","texts":["no"],"embeddings":{"float":[[0.1,-2e-3]]},"meta":{"api_version":{"version":"2"},"billed_units":{"input_tokens":6}},"response_type":"embeddings_by_type"}""",
            """{"response_id":"x","input_tokens":6}"""),
        new("Cohere v2 answer", "cohere-v2",
            $$$"""{"id":"c1","message":{"role":"assistant","content":[{"type":"thinking","thinking":"hm"},{"type":"text","text":"Hi "},{"text":"you","type":"text"}],"tool_plan":"I will","tool_calls":[{"id":"t1","type":"function","function":{"name":"f","arguments":"{\"a\":1}"}},{"id":"t2","type":"function","function":{"name":"g","arguments":"{}"}}],"citations":[{"start":0,"end":2,"text":"Hi"}]},"finish_reason":"TOOL_CALL","usage":{{{Units}}}}""",
            $$$"""{"response_id":"c1","finish_reasons":["TOOL_CALL"],{{{Counts}}},"text":"Hi you","tool_calls":[{"name":"f","arguments":"{\"a\":1}","arguments_form":"string"},{"name":"g","arguments":"{}","arguments_form":"string"}]}"""),
        new("Cohere v2 answer with tokens only and an empty list of calls", "cohere-v2",
            """{"id":"c1","finish_reason":"MAX_TOKENS","message":{"role":"assistant","content":[{"type":"text","text":""}],"tool_calls":[]},"usage":{"tokens":{"input_tokens":7,"output_tokens":2}}}""",
            """{"response_id":"c1","finish_reasons":["MAX_TOKENS"],"input_tokens":7,"output_tokens":2,"total_tokens":9,"text":""}"""),
        new("Cohere v2 stream", "cohere.v2",
            Event("message-start", """{"id":"c1","type":"message-start","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}""")
            + Event("tool-plan-delta", """{"type":"tool-plan-delta","delta":{"message":{"tool_plan":"I will"}}}""")
            + Event("content-start", """{"type":"content-start","index":0,"delta":{"message":{"content":{"type":"thinking","thinking":""}}}}""")
            + Event("content-delta", """{"type":"content-delta","index":0,"delta":{"message":{"content":{"thinking":"hm"}}}}""")
            + Event("content-start", """{"type":"content-start","index":1,"delta":{"message":{"content":{"type":"text","text":""}}}}""")
            + Event("content-delta", """{"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"Hi "}}}}""")
            + Event("content-delta", """{"type":"content-delta","index":1,"delta":{"message":{"content":{"text":"you"}}}}""")
            + Event("citation-start", """{"type":"citation-start","index":0,"delta":{"message":{"citations":{"start":0,"end":2,"text":"Hi","sources":[]}}}}""")
            + Event("tool-call-start", """{"type":"tool-call-start","index":0,"delta":{"message":{"tool_calls":{"id":"t1","type":"function","function":{"name":"f","arguments":""}}}}}""")
            + Event("tool-call-delta", """{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"{\"a\":"}}}}}""")
            + Event("tool-call-start", """{"type":"tool-call-start","index":1,"delta":{"message":{"tool_calls":{"id":"t2","type":"function","function":{"name":"g","arguments":""}}}}}""")
            + Event("tool-call-delta", """{"type":"tool-call-delta","index":0,"delta":{"message":{"tool_calls":{"function":{"arguments":"1}"}}}}}""")
            + Event("message-end", $$$"""{"type":"message-end","delta":{"finish_reason":"TOOL_CALL","usage":{{{Units}}}}}"""),
            $$$"""{"response_id":"c1","finish_reasons":["TOOL_CALL"],{{{Counts}}},"text":"Hi you","tool_calls":[{"name":"f","arguments":"{\"a\":1}","arguments_form":"string"},{"name":"g","arguments":"","arguments_form":"string"}]}"""),
    ];
}
