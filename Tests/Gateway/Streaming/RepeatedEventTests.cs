using System.Globalization;
using System.Text;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Streaming;

/// <summary>Events that are known again by their bytes must tell the same as events that are parsed.</summary>
public sealed class RepeatedEventTests
{
    private static readonly string[] Texts = ["a", " bc", "", "\\\"", "\\n", "\\\\", "é", "\\u00e9", "{}", "],\\\"usage\\\":{", "null", "x\\\\"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    public void A_stream_of_like_events_reads_as_when_each_is_parsed(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 60; round++)
        {
            var (dialect, stream) = RandomStream(random);
            ReadOnlyMemory<byte> body = Encoding.UTF8.GetBytes(stream);

            // A field behind the data keeps an event from being taken as a whole.
            ReadOnlyMemory<byte> parsed = Encoding.UTF8.GetBytes(stream.Replace("\n\n", "\nid: 1\n\n", StringComparison.Ordinal));
            var expected = Reading.Everything(dialect, parsed);

            Assert.Equal(expected, Reading.Everything(dialect, body));
            Assert.Equal(expected, Reading.Everything(dialect, Reading.Bytes(body)));
            var at = random.Next(1, body.Length);
            Assert.Equal(expected, Reading.Everything(dialect, body[..at], body[at..]));
        }
    }

    private static (Dialect Dialect, string Stream) RandomStream(Random random)
    {
        var stream = new StringBuilder();
        var kind = random.Next(3);
        for (var i = 0; i < 60; i++)
        {
            // Runs of one kind of event, with others between.
            var odd = random.Next(8) == 0;
            var text = Texts[random.Next(Texts.Length)];
            stream.Append(kind switch
            {
                0 => Chat(random, i, text, odd),
                1 => Anthropic(random, text, odd),
                _ => Responses(random, i, text, odd),
            });
        }

        return (kind switch { 0 => Dialect.OpenAiChat, 1 => Dialect.AnthropicMessages, _ => Dialect.OpenAiResponses }, stream.ToString());
    }

    private static string Chat(Random random, int i, string text, bool odd)
    {
        var created = (odd ? 17 : i / 10).ToString(CultureInfo.InvariantCulture);
        var delta = !odd ? $$"""{"content":"{{text}}"}""" : random.Next(6) switch
        {
            0 => $$"""{"reasoning":"{{text}}"}""",
            1 => $$"""{"content":null,"reasoning":"{{text}}"}""",
            2 => """{"tool_calls":[{"index":0,"id":"t","function":{"name":"f","arguments":"{}"}}]}""",
            3 => $$"""{"content":[{"type":"thinking","text":"{{text}}"}]}""",
            4 => $$"""{"content":"{{text}}","refusal":"{{text}}"}""",
            _ => "{}",
        };
        var index = odd && random.Next(4) == 0 ? 1 : 0;
        var rest = odd && random.Next(4) == 0 ? ",\"usage\":{\"prompt_tokens\":1}" : random.Next(3) == 0 ? ",\"usage\":null" : "";
        return Wire.Data($$"""{"id":"c","created":{{created}},"model":"m","choices":[{"index":{{index}},"delta":{{delta}},"logprobs":null,"finish_reason":{{(odd && random.Next(5) == 0 ? "\"stop\"" : "null")}}}],"obfuscation":"{{new string('x', random.Next(4))}}"{{rest}}}""");
    }

    private static string Anthropic(Random random, string text, bool odd) => !odd
        ? Wire.Event("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"{{{text}}}"}}""")
        : random.Next(4) switch
        {
            0 => Wire.Event("content_block_delta", $$$"""{"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"{{{text}}}"}}"""),
            1 => Wire.Event("content_block_start", """{"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"t","name":"f","input":{}}}"""),
            2 => Wire.Event("content_block_delta", $$$"""{"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{{{text}}}"}}"""),
            _ => Wire.Event("message_delta", """{"type":"message_delta","delta":{"stop_reason":"end_turn"},"usage":{"output_tokens":15}}"""),
        };

    private static string Responses(Random random, int i, string text, bool odd)
    {
        var type = odd ? (string[])["response.reasoning_text.delta", "response.function_call_arguments.delta", "response.other"] : ["response.output_text.delta"];
        var name = type[random.Next(type.Length)];
        return Wire.Event(name, $$"""{"type":"{{name}}","content_index":0,"delta":"{{text}}","logprobs":[],"obfuscation":"{{new string('y', random.Next(5))}}","sequence_number":{{i}}}""");
    }
}
