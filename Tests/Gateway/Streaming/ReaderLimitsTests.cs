using System.Text;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Gateway.Observing;
using LlmAspire.Tests.Gateway.Dialects;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Streaming;

public sealed class ReaderLimitsTests
{
    private static readonly byte[] Usage = Encoding.UTF8.GetBytes(string.Concat(Wire.ChatEvents[^3..]));

    public static TheoryData<string, string> Deltas => new()
    {
        { "openai.completions", Wire.Data("""{"id":"c","object":"text_completion","model":"m","choices":[{"index":0,"text":"a","finish_reason":null}]}""") },
        { "gemini", """{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":1},"modelVersion":"m","responseId":"r"},""" + "\n" },
        { "openai.chat", Wire.ChatEvents[1] },
        { "openai.chat", Wire.Data("""{"id":"c","model":"m","choices":[{"index":0,"delta":{"content":"a"},"finish_reason":null}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3}}""") },
        { "openai.responses", Wire.ResponsesEvents[2] },
        { "anthropic.messages", Wire.AnthropicEvents[3] },
        { "gemini", Wire.Data("""{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"usageMetadata":{"promptTokenCount":1},"modelVersion":"m","responseId":"r"}""") },
        { "gemini.interactions", Wire.Event("step.delta", """{"index":1,"delta":{"text":"a","type":"text"},"event_type":"step.delta"}""") },
        { "ollama", """{"model":"l","message":{"role":"assistant","content":"a"},"done":false}""" + "\n" },
        { "cohere.v1", """{"is_finished":false,"event_type":"text-generation","text":"a"}""" + "\n" },
        { "cohere.v2", Wire.Event("content-delta", """{"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"a"}}}}""") },
    };

    public static TheoryData<string, string, string> Frames => new()
    {
        { "bedrock.converse", "contentBlockDelta", """{"contentBlockIndex":0,"delta":{"text":"a"},"p":"abc"}""" },
        { "bedrock.converse", "contentBlockDelta", """{"contentBlockIndex":1,"delta":{"toolUse":{"input":"{\"a\""}}}""" },
        { "bedrock.invoke", "chunk", """{"generation":"a","prompt_token_count":null,"generation_token_count":2,"stop_reason":null}""" },
        { "bedrock.invoke", "chunk", """{"outputText":"a","index":0,"totalOutputTextTokenCount":null,"completionReason":null,"inputTextTokenCount":null}""" },
        { "bedrock.invoke", "chunk", """{"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"a"}}""" },
        { "bedrock.invoke", "chunk", """{"contentBlockDelta":{"delta":{"text":"a"},"contentBlockIndex":0}}""" },
        { "bedrock.invoke", "chunk", """{"text":"a","is_finished":false,"event_type":"text-generation"}""" },
    };

    [Theory]
    [MemberData(nameof(Deltas))]
    public void An_event_costs_no_allocation_once_the_answer_has_begun(string dialect, string delta)
    {
        // A list that has begun is open: what follows are its elements.
        var isElement = delta.StartsWith('{') && delta.EndsWith(",\n", StringComparison.Ordinal);
        AssertNoAllocation(WireNames.Find(dialect)!, isElement ? "["u8 : default, Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(delta, 10))));
    }

    [Theory]
    [MemberData(nameof(Frames))]
    public void A_binary_message_costs_no_allocation_once_the_answer_has_begun(string dialect, string eventType, string document)
    {
        var frame = eventType == "chunk" ? EventStream.Invoked(document) : EventStream.Message(":event-type", eventType, document);

        AssertNoAllocation(WireNames.Find(dialect)!, default, [.. Enumerable.Repeat(frame, 10).SelectMany(bytes => bytes)]);
    }

    private static void AssertNoAllocation(Dialect dialect, ReadOnlySpan<byte> head, byte[] chunk)
    {
        var meter = new DialectMeter(dialect);
        meter.Feed(head);
        void Feed()
        {
            meter.Feed(chunk);
            meter.Feed(chunk.AsSpan(0, 100));
            meter.Feed(chunk.AsSpan(100));
        }

        for (var i = 0; i < 20; i++)
        {
            Feed();
        }

        // What an event costs, every round costs; what the runtime does once, one of them.
        var least = Enumerable.Range(0, 5).Min(_ => AllocatedBy(Feed));

        Assert.Equal(0, least);
    }

    private static long AllocatedBy(Action feed)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 200; i++)
        {
            feed();
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    [Fact]
    public void A_long_stream_is_read_without_memory_and_its_usage_found()
    {
        var meter = new DialectMeter(Dialect.OpenAiChat);
        var chunk = Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat(Wire.ChatEvents[1], 200)));
        var length = TestScale.IsFull ? 200_000_000 : 20_000_000;
        meter.Feed(Encoding.UTF8.GetBytes(Wire.ChatEvents[0]));
        meter.Feed(chunk);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (long fed = 0; fed < length; fed += chunk.Length)
        {
            meter.Feed(chunk);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        meter.Feed(Usage);

        Assert.InRange(allocated, 0, 1024);
        Assert.Equal(18, meter.Facts.Usage!.Value.Total);
    }

    [Fact]
    public void An_event_of_200_MB_is_passed_over_and_the_usage_behind_it_found_without_memory()
    {
        var meter = new DialectMeter(Dialect.OpenAiChat);
        var part = new byte[64 * 1024];
        Array.Fill(part, (byte)'x');
        meter.Feed("data: {\"choices\":[{\"delta\":{\"content\":\""u8);
        meter.Feed(part);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 3200; i++)
        {
            meter.Feed(part);
        }

        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        meter.Feed("\"}}]}\n\n"u8);
        meter.Feed(Usage);

        Assert.InRange(allocated, 0, 1024);
        Assert.Equal(18, meter.Facts.Usage!.Value.Total);
    }

    [Theory]
    [InlineData("data: {\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}\n\n")]
    [InlineData("data: {\"choices\":[{\"delta\":{\"content\":\"\\u12\xff\xfe\"}}]}\n\n")]
    [InlineData("data: {\"model\":}\n\n")]
    [InlineData("data: }]garbage{[\n\n")]
    [InlineData("data: {\"usage\":{\"prompt_tokens\":\"12\",\"total_tokens\":1.5,\"completion_tokens\":[1]}}\n\n")]
    [InlineData("\0\0\0data\n\n")]
    [InlineData("data\n\ndata:\n\ndata: \n\n:\n\n")]
    public void Nonsense_in_front_does_not_hide_the_usage_behind_it(string nonsense)
    {
        byte[] body = [.. Encoding.Latin1.GetBytes(nonsense), .. Usage];

        var whole = Reading.Meter(Dialect.OpenAiChat, [body]);

        Assert.Equal(new(11, 7, 18, 4, null, 0, InputIncludesCached: true), whole.Usage);
        Assert.Equal(Reading.Text(whole), Reading.Text(Reading.Meter(Dialect.OpenAiChat, Reading.Bytes(body))));
    }

    [Fact]
    public void A_name_that_is_too_long_is_left_out_and_a_count_may_be_written_as_a_float()
    {
        var body = Encoding.UTF8.GetBytes(
            "{\"model\":\"" + new string('m', 5000) + "\",\"usage\":{\"prompt_tokens\":12.0,\"completion_tokens\":1e1}}");

        var facts = Reading.Meter(Dialect.OpenAiChat, [body]);

        Assert.Equal((null, 12, 10, 22), (facts.Model, facts.Usage!.Value.Input, facts.Usage.Value.Output, facts.Usage.Value.Total));
        Assert.Equal(Reading.Text(facts), Reading.Text(Reading.Meter(Dialect.OpenAiChat, Reading.Bytes(body))));
    }
}
