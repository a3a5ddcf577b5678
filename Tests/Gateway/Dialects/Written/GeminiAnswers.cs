using static LlmAspire.Tests.Gateway.Infrastructure.Wire;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>Gemini's generateContent and Interactions.</summary>
internal static class GeminiAnswers
{
    private const string First =
        """{"candidates":[{"content":{"parts":[{"text":"hm","thought":true}],"role":"model"},"index":0}],"usageMetadata":{"promptTokenCount":9,"totalTokenCount":14,"thoughtsTokenCount":5},"modelVersion":"g","responseId":"r1"}""";

    private const string Second =
        """{"candidates":[{"content":{"parts":[{"text":"Hi"},{"inlineData":{"mimeType":"image/png","data":"AAAA"}},{"functionCall":{"name":"f","args":{"a":1},"id":"x"}}],"role":"model"},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":9,"candidatesTokenCount":3,"totalTokenCount":20,"cachedContentTokenCount":4,"toolUsePromptTokenCount":3,"thoughtsTokenCount":5,"promptTokensDetails":[{"modality":"TEXT","tokenCount":9}]},"modelVersion":"g","responseId":"r1"}""";

    private const string Read =
        """{"model":"g","response_id":"r1","finish_reasons":["STOP"],"input_tokens":9,"output_tokens":3,"total_tokens":20,"cached_input_tokens":4,"reasoning_tokens":5,"text":"Hi","tool_calls":[{"name":"f","arguments":{"a":1},"arguments_form":"object"}]}""";

    private const string InteractionUsage =
        """ "usage":{"total_tokens":22,"total_input_tokens":9,"input_tokens_by_modality":[{"modality":"text","tokens":9}],"total_cached_tokens":2,"total_output_tokens":3,"total_tool_use_tokens":0,"total_thought_tokens":10}""";

    private const string InteractionCounts = """ "input_tokens":9,"output_tokens":3,"total_tokens":22,"cached_input_tokens":2,"reasoning_tokens":10""";

    public static IEnumerable<WrittenAnswer> All =>
    [
        new("Gemini answer", "gemini", Second, Read),
        new("Gemini stream", "gemini", Data(First) + Data(Second), Read),
        new("Gemini stream with CRLF", "gemini", (Data(First) + Data(Second)).Replace("\n", "\r\n", StringComparison.Ordinal), Read),
        new("Gemini array", "gemini", $"[{First}\n,\r\n{Second}\n]", Read),
        new("Gemini with reasons as numbers and two candidates", "gemini",
            """[{"candidates":[{"content":{"parts":[{"text":"a"}]},"finishReason":1},{"content":{"parts":[{"text":"b"},{"functionCall":{"name":"g"}}]},"finishReason":2,"index":1}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3,"trafficType":1},"modelVersion":"g"}]""",
            """{"model":"g","finish_reasons":[1,2],"input_tokens":1,"output_tokens":2,"total_tokens":3,"text":"a","tool_calls":[{"name":"g","arguments":{},"arguments_form":"object"}]}"""),
        new("Gemini call in parts", "gemini",
            Data("""{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","willContinue":true}}]}}],"usageMetadata":{"trafficType":"ON_DEMAND"},"modelVersion":"g"}""")
            + Data("""{"candidates":[{"content":{"parts":[{"functionCall":{"partialArgs":[{"jsonPath":"$.a","stringValue":"B"}],"willContinue":true}}]}}],"modelVersion":"g"}""")
            + Data("""{"candidates":[{"content":{"parts":[{"functionCall":{}}]},"finishReason":"STOP"}],"modelVersion":"g"}"""),
            """{"model":"g","finish_reasons":["STOP"],"tool_calls":[{"name":"f","arguments":null,"arguments_form":"not_computed"}]}"""),
        new("Gemini call in one part whose arguments are paths", "gemini",
            Data("""{"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","partialArgs":[{"jsonPath":"$.a","numberValue":1}]}},{"functionCall":{"name":"g"}}]},"finishReason":"STOP"}],"modelVersion":"g"}"""),
            """{"model":"g","finish_reasons":["STOP"],"tool_calls":[{"name":"f","arguments":null,"arguments_form":"not_computed"},{"name":"g","arguments":{},"arguments_form":"object"}]}"""),
        new("Gemini with nothing but a reason", "gemini",
            """{"candidates":[{"content":{"role":"model"},"finishReason":"MAX_TOKENS","index":0}],"usageMetadata":{"promptTokenCount":15,"thoughtsTokenCount":2,"totalTokenCount":17},"modelVersion":"g"}""",
            """{"model":"g","finish_reasons":["MAX_TOKENS"],"input_tokens":15,"total_tokens":17,"reasoning_tokens":2}"""),
        new("Gemini that blocks the prompt", "gemini",
            """{"promptFeedback":{"blockReason":"SAFETY"},"usageMetadata":{"promptTokenCount":15,"totalTokenCount":15},"modelVersion":"g"}""",
            """{"model":"g","input_tokens":15,"total_tokens":15}"""),
        new("Gemini error in an array", "gemini",
            """[{"error":{"code":503,"message":"Overloaded","status":"UNAVAILABLE"}}]""",
            """{"error":{"type":"UNAVAILABLE","message":"Overloaded","code":503}}"""),
        new("Gemini interaction", "gemini-interactions",
            $$$"""{"id":"i1","status":"completed",{{{InteractionUsage}}},"steps":[{"type":"thought","signature":"s","summary":[{"type":"text","text":"hm"}]},{"type":"model_output","content":[{"text":"Hi ","type":"text"},{"text":"you","type":"text"}]},{"type":"function_call","id":"c1","name":"f","arguments":{"a":1}}],"object":"interaction","model":"g"}""",
            $$$"""{"model":"g","response_id":"i1","finish_reasons":["completed"],{{{InteractionCounts}}},"text":"Hi you","tool_calls":[{"name":"f","arguments":{"a":1},"arguments_form":"object"}]}"""),
        new("Gemini interaction of the first version", "gemini.interactions",
            $$$"""{"id":"i1","object":"interaction","model":"g","status":"requires_action",{{{InteractionUsage}}},"outputs":[{"type":"thought","signature":"s"},{"type":"text","text":"Hi"},{"type":"function_call","id":"c1","name":"f","arguments":{}}]}""",
            $$$"""{"model":"g","response_id":"i1","finish_reasons":["requires_action"],{{{InteractionCounts}}},"text":"Hi","tool_calls":[{"name":"f","arguments":{},"arguments_form":"object"}]}"""),
        new("Gemini interaction stream", "gemini-interactions",
            Event("interaction.created", """{"interaction":{"id":"i1","status":"in_progress","object":"interaction","model":"g"},"event_type":"interaction.created"}""")
            + Event("interaction.status_update", """{"interaction_id":"i1","status":"in_progress","event_type":"interaction.status_update"}""")
            + Event("step.start", """{"index":0,"step":{"type":"thought"},"event_type":"step.start"}""")
            + Event("step.delta", """{"index":0,"delta":{"content":{"text":"hm","type":"text"},"type":"thought_summary"},"event_type":"step.delta"}""")
            + Event("step.start", """{"index":1,"step":{"type":"model_output"},"event_type":"step.start"}""")
            + Event("step.delta", """{"index":1,"delta":{"text":"Hi ","type":"text"},"event_type":"step.delta"}""")
            + Event("step.delta", """{"event_type":"step.delta","index":1,"delta":{"type":"text","text":"you"}}""")
            + Event("step.start", """{"index":2,"step":{"type":"function_call","id":"c1","name":"f","arguments":{}},"event_type":"step.start"}""")
            + Event("step.delta", """{"index":2,"delta":{"type":"arguments_delta","arguments":"{\"a\":"},"event_type":"step.delta"}""")
            + Event("step.delta", """{"index":2,"delta":{"type":"arguments_delta","arguments":"1}"},"event_type":"step.delta"}""")
            + Event("interaction.completed", $$$"""{"interaction":{"id":"i1","status":"completed",{{{InteractionUsage}}},"object":"interaction","model":"g"},"event_type":"interaction.completed"}""")
            + Event("done", "[DONE]"),
            $$$"""{"model":"g","response_id":"i1","finish_reasons":["completed"],{{{InteractionCounts}}},"text":"Hi you","tool_calls":[{"name":"f","arguments":"{\"a\":1}","arguments_form":"string"}]}"""),
    ];
}
