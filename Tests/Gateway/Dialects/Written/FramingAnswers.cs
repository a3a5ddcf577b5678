using static LlmAspire.Tests.Gateway.Infrastructure.Wire;

namespace LlmAspire.Tests.Gateway.Dialects.Written;

/// <summary>The many ways to lay events into a stream, and answers that do not say what they are.</summary>
internal static class FramingAnswers
{
    private const string Chat = """{"model":"m-1-real","response_id":"chatcmpl-7","finish_reasons":["tool_calls"],"input_tokens":11,"output_tokens":7,"total_tokens":18,"cached_input_tokens":4,"reasoning_tokens":0,"text":"Grüß \"usage\" 😀","tool_calls":[{"name":"weather","arguments":"{\"city\":\"Bonn\"}","arguments_form":"string"}]}""";
    private static readonly string Stream = string.Concat(ChatEvents);

    public static IEnumerable<WrittenAnswer> All =>
    [
        new("CRLF", "openai-chat", Stream.Replace("\n", "\r\n", StringComparison.Ordinal), Chat),
        new("lone CR", "openai-chat", Stream.Replace("\n", "\r", StringComparison.Ordinal), Chat),
        new("byte order mark, comments and other fields", "openai-chat", "\ufeff: hello\n\n" + string.Join(": ping\nid: 7\nretry: 10\n", ChatEvents), Chat),
        new("data over several lines", "openai-chat", Stream.Replace("\"choices\"", "\ndata: \"choices\"", StringComparison.Ordinal), Chat),
        new("no space after the colon", "openai-chat", Stream.Replace("data: ", "data:", StringComparison.Ordinal), Chat),
        new("no blank line at the end", "openai-chat", Stream.TrimEnd('\n'), Chat),
        new("no sentinel", "openai-chat", string.Concat(ChatEvents[..^1]), Chat),
        new("events that are no JSON", "openai-chat", "data: what\n\ndata\n\ndata:\n\ndata: {\"choices\":\n\n" + Stream, Chat),
        new("space before the JSON", "openai-chat", "\n \n" + ChatAnswer,
            """{"model":"m-1-real","response_id":"chatcmpl-7","finish_reasons":["stop"],"input_tokens":11,"output_tokens":2,"total_tokens":13,"text":"Hi there"}"""),
        new("numbers that only Python writes", "openai-chat",
            Stream.Replace("\"model\":", "\"x\":NaN,\"y\":[-Infinity,{\"z\":Infinity}],\"model\":", StringComparison.Ordinal), Chat),
        new("an unknown answer with a usage", "json", """{"id":"x","model":"m","text":"Hi","usage":{"input_tokens":100,"output_tokens":50,"cache_read_input_tokens":30}}""",
            """{"model":"m","response_id":"x","input_tokens":100,"output_tokens":50,"total_tokens":150,"cached_input_tokens":30,"text":"Hi"}"""),
        new("an answer without anything", "json", """{"ok":true}""", "{}"),
        new("an empty answer", "json", "", "{}"),
    ];
}
