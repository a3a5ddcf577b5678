using System.Text;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Tests.Gateway.Infrastructure;

namespace LlmAspire.Tests.Gateway.Streaming;

public sealed class UsageChunkTests
{
    private const string Usage = """data: {"id":"c","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}""";

    /// <summary>A stream, and what must be left of it. «...» is what must go.</summary>
    public static TheoryData<string> Streams =>
    [
        string.Concat(Wire.ChatEvents[..6]) + "«" + Wire.ChatEvents[6] + "»" + Wire.ChatEvents[7],
        "data: {\"choices\":[{\"delta\":{}}],\"usage\":null}\r\n\r\n«" + Usage + "\r\n\r\n»data: [DONE]\r\n\r\n",
        "data: {\"choices\":[{\"delta\":{}}],\"usage\":null}\r\r«" + Usage + "\r\r»data: [DONE]\r\r",
        "data: {\"choices\":[{\"delta\":{}}]}\r\n\n«" + Usage + "\n\r\n»data: [DONE]\n\n",
        "«data: {\"usage\" : { \"prompt_tokens\":1 } , \"choices\" : [ ] }\n\n»data: [DONE]\n\n",
        "«data:{\"choices\":[],\ndata: \"usage\":\ndata:{}}\n\n»data: [DONE]\n\n",
        "«event: chunk\nid: 7\n" + Usage + "\nretry: 5\n\n»data: [DONE]\n\n",
        ": OPENROUTER PROCESSING\n\n: ping\n«" + Usage + "\n\n»: bye\n\ndata: [DONE]\n\n",
        ": ping\r\n: ping\r«" + Usage + "\r\n\r\n»data: [DONE]\r\n\r\n",
        "«" + Usage + "\n\n»«" + Usage + "\n\n»data: [DONE]\n\n",
        "data: [DONE]\n\n«" + Usage + "»",
        "data: [DONE]\n\n«" + Usage + "\n»",
        "data: {\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1}}\n\ndata: [DONE]\n\n",
        "data: {\"choices\":[],\"prompt_filter_results\":[{\"usage\":{}}]}\n\ndata: {\"choices\":[],\"usage\":null}\n\ndata: [DONE]\n\n",
        "data: {\"usage\":{\"prompt_tokens\":1}}\n\ndata: {\"choices\":null,\"usage\":{}}\n\ndata: {\"choices\":[],\"usage\":{}\n\n",
        "data: {\"choices\":[{\"delta\":{\"content\":\"\\\"choices\\\":[],\\\"usage\\\":{}\"}}]}\n\ndata: {\"x\":\"choices\",\"usage\":{}}\n\n",
        "«data: {\"x\":\"choices\",\"choices\":[],\"usage\":{}}\n\n»data: [DONE]\n\n",
        "\n\n\r\n\ndata: \n\ndata\n\n:\n\n" + "«" + Usage + "\n\n»\n\n",
        "\ufeff" + Usage + "\n\ndata: [DONE]",
        "no events at all, \0\u0001\u0002 {\"choices\":[] and no end",
    ];

    [Theory]
    [MemberData(nameof(Streams))]
    public async Task Only_the_usage_chunk_is_taken_out_wherever_the_bytes_are_cut(string marked)
    {
        var sent = Encoding.UTF8.GetBytes(marked.Replace("«", "", StringComparison.Ordinal).Replace("»", "", StringComparison.Ordinal));
        var expected = System.Text.RegularExpressions.Regex.Replace(marked, "«.*?»", "", System.Text.RegularExpressions.RegexOptions.Singleline);

        Assert.Equal(expected, await PassAsync(sent.Length, sent));
        Assert.Equal(expected, await PassAsync(7, sent));
        Assert.Equal(expected, await PassAsync(16384, [.. sent.Select(b => new[] { b })]));
        for (var at = 1; at < sent.Length - 1; at++)
        {
            Assert.Equal(expected, await PassAsync(16384, sent[..at], sent[at..]));
            Assert.Equal(expected, await PassAsync(16384, sent[..((at + 1) / 2)], sent[((at + 1) / 2)..(at + 1)], sent[(at + 1)..]));
        }
    }

    [Theory]
    [InlineData(3900, true)]
    [InlineData(4300, false)]
    [InlineData(20000, false)]
    public async Task An_event_of_more_than_4_KB_is_never_taken_for_it(int padding, bool goes)
    {
        var large = Encoding.UTF8.GetBytes($$$"""data: {"pad":"{{{new string('x', padding)}}}","choices":[],"usage":{}}""" + "\n\n");
        var expected = goes ? "" : Encoding.UTF8.GetString(large);

        Assert.Equal(expected, await PassAsync(65536, large));
        for (var at = 1; at < large.Length; at += 97)
        {
            Assert.Equal(expected, await PassAsync(65536, large[..at], large[at..]));
        }
    }

    [Fact]
    public async Task An_event_that_can_no_longer_be_it_is_not_held()
    {
        var source = new GatedStream("data: {\"choices\":[{\"delta\":{\"content\":\"par"u8.ToArray());
        await using var stream = new UsageChunkStream(source);
        var buffer = new byte[16384];

        Assert.Equal(42, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task What_is_held_goes_on_when_the_provider_breaks_off()
    {
        var source = new GatedStream("data: {\"cut"u8.ToArray()) { BreaksOff = true };
        await using var stream = new UsageChunkStream(source);
        var buffer = new byte[16384];

        Assert.Equal(11, await stream.ReadAsync(buffer, TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<IOException>(async () => await stream.ReadExactlyAsync(buffer, TestContext.Current.CancellationToken));
    }

    private static async Task<string> PassAsync(int bufferLength, params byte[][] chunks)
    {
        await using var stream = new UsageChunkStream(new GatedStream(chunks) { Ends = true });
        var received = new MemoryStream();
        var buffer = new byte[Math.Max(bufferLength, 1)];
        while (true)
        {
            Assert.Equal(0, await stream.ReadAsync(Memory<byte>.Empty, TestContext.Current.CancellationToken));
            var count = await stream.ReadAsync(buffer, TestContext.Current.CancellationToken);
            if (count == 0)
            {
                return Encoding.UTF8.GetString(received.ToArray());
            }

            received.Write(buffer, 0, count);
        }
    }

    /// <summary>Gives one chunk a read; then it waits, ends or breaks off.</summary>
    private sealed class GatedStream(params byte[][] chunks) : ReadOnlyStream
    {
        private readonly Queue<ReadOnlyMemory<byte>> _chunks = new(chunks.Select(chunk => new ReadOnlyMemory<byte>(chunk)));

        public bool Ends { get; init; }

        public bool BreaksOff { get; init; }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.CompletedTask;
            if (buffer.IsEmpty)
            {
                return 0;
            }

            if (_chunks.Count == 0)
            {
                return Ends ? 0 : BreaksOff ? throw new IOException("broken off") : await new TaskCompletionSource<int>().Task.WaitAsync(cancellationToken);
            }

            var chunk = _chunks.Dequeue();
            var count = Math.Min(chunk.Length, buffer.Length);
            chunk[..count].CopyTo(buffer);
            if (count < chunk.Length)
            {
                var rest = _chunks.ToArray();
                _chunks.Clear();
                _chunks.Enqueue(chunk[count..]);
                rest.ToList().ForEach(_chunks.Enqueue);
            }

            return count;
        }
    }
}
