using System.Text;
using System.Text.Json;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>A provider of all three dialects that numbers its answers, and what it was asked.</summary>
internal static class Upstream
{
    /// <summary>Starts a provider whose n-th answer is the text <c>answer n</c>, streamed or not, as asked.</summary>
    /// <returns>A provider that listens.</returns>
    public static Task<ScriptedProvider> StartAsync()
    {
        var count = 0;
        return ScriptedProvider.StartAsync(async context =>
        {
            var n = Interlocked.Increment(ref count);
            using var request = JsonDocument.Parse((string)context.Items[nameof(ReceivedRequest)]!);
            var isStream = request.RootElement.TryGetProperty("stream", out var stream) && stream.ValueKind == JsonValueKind.True;
            context.Response.ContentType = isStream ? "text/event-stream" : "application/json";
            var body = context.Request.Path.Value switch
            {
                "/v1/responses" => Responses(n, isStream),
                "/v1/messages" => Messages(n, isStream),
                _ => Chat(n, isStream),
            };
            await ScriptedProvider.SendAsync(context, body);
        });
    }

    /// <summary>What a request holds, one item a line: role or type, and text.</summary>
    /// <param name="request">The request as the provider got it.</param>
    /// <returns>The items.</returns>
    public static string[] Items(ReceivedRequest request)
    {
        using var body = JsonDocument.Parse(request.Body);
        var root = body.RootElement;
        var items = root.TryGetProperty("input", out var input) ? input : root.GetProperty("messages");
        return items.ValueKind == JsonValueKind.String ? ["text: " + items.GetString()] : [.. items.EnumerateArray().Select(Describe)];
    }

    private static string Describe(JsonElement item)
    {
        string? Member(string name) => item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        var text = new StringBuilder(Member("role") ?? Member("type")).Append(": ");
        if (item.TryGetProperty("content", out var content))
        {
            text.Append(content.ValueKind switch
            {
                JsonValueKind.String => content.GetString(),
                JsonValueKind.Array => string.Concat(content.EnumerateArray().Select(part => part.TryGetProperty("text", out var inner)
                    ? inner.GetString()
                    : part.GetRawText())),
                _ => "",
            });
        }

        return text.Append(Member("call_id") ?? Member("tool_call_id")).Append(Member("output")).ToString();
    }

    private static string Chat(int n, bool isStream) => isStream
        ? $$$$"""
           data: {"id":"chatcmpl-{{{{n}}}}","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"answer "},"finish_reason":null}]}

           data: {"id":"chatcmpl-{{{{n}}}}","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":"{{{{n}}}}"},"finish_reason":null}]}

           data: {"id":"chatcmpl-{{{{n}}}}","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

           data: [DONE]


           """
        : $$$$"""{"id":"chatcmpl-{{{{n}}}}","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"answer {{{{n}}}}","refusal":null},"finish_reason":"stop"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""";

    private static string Responses(int n, bool isStream)
    {
        string Response(string status, string output) =>
            $$$"""{"id":"resp_{{{n}}}","object":"response","created_at":1,"status":"{{{status}}}","model":"m","output":{{{output}}},"error":null,"usage":null}""";
        var item = $$$"""{"id":"msg_{{{n}}}","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","annotations":[],"text":"answer {{{n}}}"}]}""";
        return isStream
            ? $$$"""
               event: response.created
               data: {"type":"response.created","sequence_number":0,"response":{{{Response("in_progress", "[]")}}}}

               event: response.output_item.added
               data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"id":"msg_{{{n}}}","type":"message","status":"in_progress","role":"assistant","content":[]}}

               event: response.output_text.delta
               data: {"type":"response.output_text.delta","sequence_number":2,"item_id":"msg_{{{n}}}","output_index":0,"content_index":0,"delta":"answer {{{n}}}"}

               event: response.output_item.done
               data: {"type":"response.output_item.done","sequence_number":3,"output_index":0,"item":{{{item}}}}

               event: response.completed
               data: {"type":"response.completed","sequence_number":4,"response":{{{Response("completed", $"[{item}]")}}}}


               """
            : Response("completed", $"[{item}]");
    }

    private static string Messages(int n, bool isStream) => isStream
        ? $$$$"""
           event: message_start
           data: {"type":"message_start","message":{"id":"msg_{{{{n}}}}","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":1}}}

           event: content_block_start
           data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

           event: content_block_delta
           data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"answer {{{{n}}}}"}}

           event: content_block_stop
           data: {"type":"content_block_stop","index":0}

           event: message_delta
           data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}

           event: message_stop
           data: {"type":"message_stop"}


           """
        : $$$$"""{"id":"msg_{{{{n}}}}","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"answer {{{{n}}}}"}],"stop_reason":"end_turn","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2}}""";
}
