using static LlmAspire.Tests.Gateway.Infrastructure.Wire;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>OpenAI Responses.</summary>
internal static class OpenAiResponsesAnswers
{
    private const string Usage =
        """ "usage":{"input_tokens":30,"input_tokens_details":{"cached_tokens":8,"cache_write_tokens":2},"output_tokens":12,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":42}""";

    public static IEnumerable<WrittenAnswer> All =>
    [
        new("Responses answer", "openai-responses",
            $$$"""{"id":"resp_1","object":"response","status":"completed","error":null,"incomplete_details":null,"model":"m","output":[{"type":"reasoning","summary":[{"type":"summary_text","text":"thought"}],"content":[{"type":"reasoning_text","text":"hm"}]},{"type":"web_search_call","status":"completed"},{"type":"message","content":[{"type":"output_text","text":"Hi ","annotations":[{"type":"url_citation","title":"t"}]},{"type":"refusal","refusal":"no"},{"text":"you","type":"output_text"}]},{"type":"function_call","id":"fc","call_id":"call_1","name":"f","arguments":"{\"a\":1}"},{"type":"custom_tool_call","call_id":"call_2","name":"calc","input":"4 + 4"}],{{{Usage}}}}""",
            """{"model":"m","response_id":"resp_1","finish_reasons":["completed"],"input_tokens":30,"output_tokens":12,"total_tokens":42,"cached_input_tokens":8,"cache_creation_tokens":2,"reasoning_tokens":5,"text":"Hi you","tool_calls":[{"name":"f","arguments":"{\"a\":1}","arguments_form":"string"},{"name":"calc","arguments":"4 + 4","arguments_form":"string","custom":true}]}"""),
        new("Responses in the background", "openai.responses",
            """{"background":true,"id":"resp_1","error":null,"model":"m","object":"response","output":[],"status":"queued","usage":null}""",
            """{"model":"m","response_id":"resp_1","finish_reasons":["queued"]}"""),
        new("Responses that failed", "openai-responses",
            """{"id":"resp_1","object":"response","status":"failed","error":{"code":"server_error","message":"Oops"},"model":"m","output":[],"usage":null}""",
            """{"model":"m","response_id":"resp_1","finish_reasons":["failed"],"error":{"type":null,"message":"Oops","code":"server_error"}}"""),
        new("Responses stream", "openai-responses", string.Concat(ResponsesEvents),
            """{"model":"m-1-real","response_id":"resp_1","finish_reasons":["completed"],"input_tokens":30,"output_tokens":12,"total_tokens":42,"cached_input_tokens":8,"reasoning_tokens":5,"text":"Guten Tag","tool_calls":[{"name":"weather","arguments":"{\"city\":\"Bonn\"}","arguments_form":"string"}]}"""),
        new("Responses stream without a list of outputs", "openai-responses",
            Event("response.created", """{"type":"response.created","response":{"id":"resp_1","object":"response","status":"in_progress","model":"m"}}""")
            + Event("response.output_text.delta", """{"type":"response.output_text.delta","delta":"a","sequence_number":3,"obfuscation":"xyz"}""")
            + Event("response.reasoning_summary_text.delta", """{"type":"response.reasoning_summary_text.delta","delta":"thought"}""")
            + Event("response.output_text.delta", """{"delta":"b","type":"response.output_text.delta"}""")
            + Event("response.output_item.added", """{"type":"response.output_item.added","item":{"type":"function_call","call_id":"call_1","name":"f","arguments":""}}""")
            + Event("response.function_call_arguments.delta", """{"type":"response.function_call_arguments.delta","delta":"{}"}""")
            + Event("response.output_item.done", """{"type":"response.output_item.done","item":{"type":"function_call","call_id":"call_1","name":"f","arguments":"{}"}}""")
            + Event("response.completed", $$$"""{"type":"response.completed","response":{"id":"resp_1","object":"response","status":"completed","model":"m","output":[],{{{Usage}}}}}"""),
            """{"model":"m","response_id":"resp_1","finish_reasons":["completed"],"input_tokens":30,"output_tokens":12,"total_tokens":42,"cached_input_tokens":8,"cache_creation_tokens":2,"reasoning_tokens":5,"text":"ab","tool_calls":[{"name":"f","arguments":"{}","arguments_form":"string"}]}"""),
        new("Responses stream that is incomplete", "openai-responses",
            Event("response.created", """{"type":"response.created","response":{"id":"resp_0","status":"in_progress","model":"alias"}}""")
            + Event("response.incomplete", """{"response":{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"model":"m","output":[{"type":"message","content":[{"type":"output_text","text":""}]}]},"type":"response.incomplete"}"""),
            """{"model":"m","response_id":"resp_1","finish_reasons":["incomplete"],"text":""}"""),
        new("Responses stream that fails", "openai-responses",
            Event("response.created", """{"type":"response.created","response":{"id":"resp_1","status":"in_progress","model":"m"}}""")
            + Event("response.failed", """{"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"rate_limit_exceeded","message":"Slow down"},"model":"m"}}"""),
            """{"model":"m","response_id":"resp_1","finish_reasons":["failed"],"error":{"type":null,"message":"Slow down","code":"rate_limit_exceeded"}}"""),
        new("Responses stream with an error event", "openai-responses",
            Event("response.created", """{"type":"response.created","response":{"id":"resp_1","status":"in_progress","model":"m"}}""")
            + Event("error", """{"type":"error","code":"server_error","message":"Oops","param":null,"sequence_number":2}"""),
            """{"model":"m","response_id":"resp_1","error":{"type":null,"message":"Oops","code":"server_error"}}"""),
        new("Responses stream that broke off", "openai-responses", string.Concat(ResponsesEvents[..^1]),
            """{"model":"m-1-real","response_id":"resp_1","text":"Guten Tag","tool_calls":[{"name":"weather","arguments":"{\"city\":\"Bonn\"}","arguments_form":"string"}]}"""),
    ];
}
