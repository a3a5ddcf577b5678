namespace LlmAspire.Tests.FilterService.Infrastructure;

/// <summary>One place of a dialect's answers where text stands: how it is streamed, and what a client reads of it.</summary>
/// <param name="Name">The place's name, for test output.</param>
/// <param name="Path">What the client called.</param>
/// <param name="Event">The event lines that carry a delta, with <c>$</c> where its JSON string stands.</param>
/// <param name="Member">The member that a client reads.</param>
/// <param name="Ends">The events behind the deltas, with <c>$</c> where the whole text stands.</param>
/// <param name="Nested">Whether the text is a value in a JSON text within the string.</param>
internal sealed record AnswerWire(string Name, string Path, string Event, string Member, string[] Ends, bool Nested = false)
{
    private const string Chat = "/v1/chat/completions";

    /// <summary>The places that are tested.</summary>
    public static IReadOnlyList<AnswerWire> All { get; } =
    [
        new("chat content", Chat, """data: {"id":"c","choices":[{"index":0,"delta":{"content":"$"},"finish_reason":null}]}""", "content", ["data: [DONE]"]),
        new("chat index behind", Chat, """data: {"choices":[{"delta":{"content":"$"},"index":0}]}""", "content", ["""data: {"choices":[{"delta":{},"index":0,"finish_reason":"stop"}]}""", "data: [DONE]"]),
        new("chat reasoning", Chat, """data: {"choices":[{"index":0,"delta":{"reasoning_content":"$"}}]}""", "reasoning_content", ["data: [DONE]"]),
        new("chat refusal", Chat, """data: {"choices":[{"index":1,"delta":{"refusal":"$"}}]}""", "refusal", ["data: [DONE]"]),
        new("chat tool", Chat, """data: {"choices":[{"index":0,"delta":{"tool_calls":[{"index":1,"function":{"arguments":"$"}}]}}]}""", "arguments", ["data: [DONE]"], Nested: true),
        new("chat function", Chat, """data: {"choices":[{"index":0,"delta":{"function_call":{"arguments":"$"}}}]}""", "arguments", ["data: [DONE]"], Nested: true),
        new("completions", "/v1/completions", """data: {"choices":[{"text":"$","index":0,"logprobs":null}]}""", "text", ["data: [DONE]"]),
        new(
            "responses text", "/v1/responses",
            "event: response.output_text.delta\n" + """data: {"type":"response.output_text.delta","item_id":"m","output_index":0,"content_index":0,"delta":"$"}""",
            "delta",
            [
                "event: response.output_text.done\n" + """data: {"type":"response.output_text.done","item_id":"m","output_index":0,"content_index":0,"text":"$"}""",
                """data: {"type":"response.content_part.done","output_index":0,"content_index":0,"part":{"type":"output_text","text":"$","annotations":[]}}""",
                """data: {"type":"response.output_item.done","output_index":0,"item":{"id":"m","type":"message","content":[{"type":"output_text","text":"$"}]}}""",
                """data: {"type":"response.completed","response":{"id":"r","output":[{"id":"m","type":"message","content":[{"type":"output_text","text":"$"}]}]}}""",
            ]),
        new(
            "responses arguments", "/v1/responses",
            """data: {"type":"response.function_call_arguments.delta","item_id":"f","output_index":1,"delta":"$"}""", "delta",
            [
                """data: {"type":"response.function_call_arguments.done","item_id":"f","output_index":1,"arguments":"$"}""",
                """data: {"type":"response.completed","response":{"output":[{"type":"function_call","name":"send","arguments":"$","call_id":"c"}]}}""",
            ],
            Nested: true),
        new(
            "responses reasoning", "/v1/responses",
            """data: {"type":"response.reasoning_summary_text.delta","item_id":"s","output_index":0,"summary_index":0,"delta":"$"}""", "delta",
            ["""data: {"type":"response.reasoning_summary_text.done","item_id":"s","output_index":0,"summary_index":0,"text":"$"}"""]),
        new(
            "messages text", "/v1/messages",
            "event: content_block_delta\n" + """data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"$"}}""", "text",
            ["event: content_block_stop\n" + """data: {"type":"content_block_stop","index":0}""", """data: {"type":"message_stop"}"""]),
        new(
            "messages thinking", "/v1/messages",
            """data: {"type":"content_block_delta","index":2,"delta":{"type":"thinking_delta","thinking":"$"}}""", "thinking",
            ["""data: {"type":"content_block_stop","index":2}"""]),
        new(
            "messages tool", "/v1/messages",
            """data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"$"}}""", "partial_json",
            ["""data: {"type":"content_block_stop","index":1}"""],
            Nested: true),
    ];

    /// <summary>Writes the stream of a text.</summary>
    /// <param name="deltas">The text's parts.</param>
    /// <param name="escape">Writes a JSON string.</param>
    /// <returns>The events' lines.</returns>
    public IEnumerable<string> Stream(IEnumerable<string> deltas, Func<string, string> escape)
    {
        var parts = deltas.ToArray();
        return parts.Select(part => Event.Replace("$", escape(part), StringComparison.Ordinal))
            .Concat(Ends.Select(end => end.Replace("$", escape(string.Concat(parts)), StringComparison.Ordinal)));
    }

    public override string ToString() => Name;
}
