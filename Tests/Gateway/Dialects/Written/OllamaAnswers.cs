namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>Ollama's own API.</summary>
internal static class OllamaAnswers
{
    private const string Counters = """ "done":true,"done_reason":"stop","total_duration":1,"prompt_eval_count":8,"prompt_eval_duration":2,"eval_count":9,"eval_duration":3""";
    private const string Counts = """ "finish_reasons":["stop"],"input_tokens":8,"output_tokens":9,"total_tokens":17""";

    public static IEnumerable<WrittenAnswer> All =>
    [
        new("Ollama answer", "ollama",
            $$$$"""{"model":"l","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"","thinking":"hm","tool_calls":[{"id":"c1","function":{"index":0,"name":"f","arguments":{"city":"Paris"}}},{"function":{"name":"g","arguments":{}}}]},{{{{Counters}}}}}""",
            $$$"""{"model":"l",{{{Counts}}},"text":"","tool_calls":[{"name":"f","arguments":{"city":"Paris"},"arguments_form":"object"},{"name":"g","arguments":{},"arguments_form":"object"}]}"""),
        new("Ollama stream", "ollama",
            """{"model":"l","message":{"role":"assistant","content":"","thinking":"hm"},"done":false}""" + "\n"
            + """{"model":"l","message":{"role":"assistant","content":"Hi \"done\":true "},"done":false}""" + "\r\n"
            + """{"model":"l","message":{"role":"assistant","content":"you","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":false}""" + "\n"
            + $$$"""{"model":"l","message":{"role":"assistant","content":""},{{{Counters}}}}""" + "\n",
            $$$"""{"model":"l",{{{Counts}}},"text":"Hi \"done\":true you","tool_calls":[{"name":"f","arguments":{},"arguments_form":"object"}]}"""),
        new("Ollama stream with a line that is no JSON", "ollama",
            """{"model":"l","response":"a","done":false}""" + "\nwhat { is this\n" + $$$"""{"model":"l","response":"b","context":[1,2],{{{Counters}}}}""" + "\n",
            $$$"""{"model":"l",{{{Counts}}},"text":"ab"}"""),
        new("Ollama stream with an error", "ollama",
            """{"model":"l","response":"a","done":false}""" + "\n" + """{"error":"out of memory"}""" + "\n",
            """{"model":"l","text":"a","error":{"type":null,"message":"out of memory","code":null}}"""),
    ];
}
