using System.Text;

namespace LlmAspire.Benchmarks.Observing;

/// <summary>Answers of the usual size and form, made here.</summary>
internal static class Bodies
{
    private const string Words = "A gateway that looks at what passes must not become what everything waits for . ";

    /// <summary>A chat stream of <paramref name="events"/> one-word events with usage at its end.</summary>
    /// <param name="events">How many words.</param>
    /// <returns>The bytes.</returns>
    public static byte[] ChatStream(int events) => Encode(stream =>
    {
        foreach (var word in WordsOf(events))
        {
            stream.Append("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"")
                .Append(word).Append(" \"},\"finish_reason\":null}],\"usage\":null}\n\n");
        }

        stream.Append("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"m-1\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":null}\n\n")
            .Append("data: {\"id\":\"chatcmpl-1\",\"object\":\"chat.completion.chunk\",\"created\":1760000000,\"model\":\"m-1\",\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":500,\"total_tokens\":509}}\n\n")
            .Append("data: [DONE]\n\n");
    });

    /// <summary>A Responses stream of <paramref name="events"/> one-word events.</summary>
    /// <param name="events">How many words.</param>
    /// <returns>The bytes.</returns>
    public static byte[] ResponsesStream(int events) => Encode(stream =>
    {
        stream.Append("event: response.created\ndata: {\"type\":\"response.created\",\"sequence_number\":0,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"in_progress\",\"model\":\"m-1\",\"output\":[],\"usage\":null}}\n\n");
        foreach (var word in WordsOf(events))
        {
            stream.Append("event: response.output_text.delta\ndata: {\"type\":\"response.output_text.delta\",\"sequence_number\":1,\"item_id\":\"msg_1\",\"output_index\":0,\"content_index\":0,\"delta\":\"")
                .Append(word).Append(" \"}\n\n");
        }

        stream.Append("event: response.completed\ndata: {\"type\":\"response.completed\",\"sequence_number\":2,\"response\":{\"id\":\"resp_1\",\"object\":\"response\",\"status\":\"completed\",\"model\":\"m-1\",\"output\":[],\"usage\":{\"input_tokens\":9,\"output_tokens\":500,\"total_tokens\":509}}}\n\n");
    });

    /// <summary>A Messages stream of <paramref name="events"/> one-word events.</summary>
    /// <param name="events">How many words.</param>
    /// <returns>The bytes.</returns>
    public static byte[] MessagesStream(int events) => Encode(stream =>
    {
        stream.Append("event: message_start\ndata: {\"type\":\"message_start\",\"message\":{\"id\":\"msg_1\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m-1\",\"content\":[],\"stop_reason\":null,\"usage\":{\"input_tokens\":9,\"output_tokens\":1}}}\n\n")
            .Append("event: content_block_start\ndata: {\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"text\",\"text\":\"\"}}\n\n");
        foreach (var word in WordsOf(events))
        {
            stream.Append("event: content_block_delta\ndata: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"")
                .Append(word).Append(" \"}}\n\n");
        }

        stream.Append("event: content_block_stop\ndata: {\"type\":\"content_block_stop\",\"index\":0}\n\n")
            .Append("event: message_delta\ndata: {\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"end_turn\",\"stop_sequence\":null},\"usage\":{\"output_tokens\":500}}\n\n")
            .Append("event: message_stop\ndata: {\"type\":\"message_stop\"}\n\n");
    });

    /// <summary>A chat answer in one JSON object.</summary>
    /// <param name="words">How many words.</param>
    /// <returns>The bytes.</returns>
    public static byte[] ChatJson(int words) => Encode(body => body
        .Append("{\"id\":\"chatcmpl-1\",\"object\":\"chat.completion\",\"created\":1760000000,\"model\":\"m-1\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":\"")
        .AppendJoin(' ', WordsOf(words))
        .Append("\"},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":500,\"total_tokens\":509}}"));

    private static IEnumerable<string> WordsOf(int count)
    {
        var words = Words.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, count).Select(i => words[i % words.Length]);
    }

    private static byte[] Encode(Action<StringBuilder> write)
    {
        var body = new StringBuilder();
        write(body);
        return Encoding.UTF8.GetBytes(body.ToString());
    }
}
