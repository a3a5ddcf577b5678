using BenchmarkDotNet.Attributes;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Benchmarks.Observing;

/// <summary>
/// What observing an answer costs the processor, by dialect, beside the least that any reader of events must do: finding their ends.
/// 500 words, in chunks of 4 KB as a socket brings them.
/// </summary>
[MemoryDiagnoser]
public class ObserverBenchmarks
{
    private const int Words = 500;
    private const int ChunkBytes = 4096;
    private static readonly byte[] ChatStream = Bodies.ChatStream(Words);
    private static readonly byte[] ResponsesStream = Bodies.ResponsesStream(Words);
    private static readonly byte[] MessagesStream = Bodies.MessagesStream(Words);
    private static readonly byte[] ChatJson = Bodies.ChatJson(Words);

    /// <summary>Finds the ends of the chat stream's events and looks at nothing in them.</summary>
    /// <returns>How many there are.</returns>
    [Benchmark(Baseline = true)]
    public int EventEnds()
    {
        var count = 0;
        var rest = ChatStream.AsSpan();
        for (var at = rest.IndexOf("\n\n"u8); at >= 0; at = rest.IndexOf("\n\n"u8))
        {
            count++;
            rest = rest[(at + 2)..];
        }

        return count;
    }

    /// <summary>An OpenAI chat stream.</summary>
    /// <returns>Its output tokens.</returns>
    [Benchmark]
    public long? OpenAiChatStream() => Observe(Api.Chat, ChatStream);

    /// <summary>An OpenAI Responses stream.</summary>
    /// <returns>Its output tokens.</returns>
    [Benchmark]
    public long? OpenAiResponsesStream() => Observe(Api.Responses, ResponsesStream);

    /// <summary>An Anthropic Messages stream.</summary>
    /// <returns>Its output tokens.</returns>
    [Benchmark]
    public long? AnthropicStream() => Observe(Api.Messages, MessagesStream);

    /// <summary>A chat answer in one JSON object.</summary>
    /// <returns>Its output tokens.</returns>
    [Benchmark]
    public long? OpenAiChatJson() => Observe(Api.Chat, ChatJson);

    private static long? Observe(Api api, byte[] body)
    {
        var meter = new DialectMeter(api.Dialect);
        meter.ReadHead(200, body[0] == '{' ? "application/json" : "text/event-stream", static _ => null);
        var observation = new ResponseObservation(TimeProvider.System);
        observation.ReadWith(meter);
        for (var at = 0; at < body.Length; at += ChunkBytes)
        {
            observation.Arrived(body.AsSpan(at, Math.Min(ChunkBytes, body.Length - at)));
        }

        observation.Ended(inOrder: true);
        return meter.Facts.Usage?.Output;
    }
}
