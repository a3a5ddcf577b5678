using System.Buffers;
using System.Text;
using LlmAspire.FilterService.Dialects;
using LlmAspire.FilterService.Streams;
using LlmAspire.Tests.FilterService.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.FilterService.Streams;

/// <summary>A stream's length costs no memory: 10 MB, and 100 MB with TEST_SCALE=full. Alone: the memory of the process is measured.</summary>
[Collection(nameof(LongStreamTests))]
[CollectionDefinition(nameof(LongStreamTests), DisableParallelization = true)]
public sealed class LongStreamTests
{
    private const long Megabyte = 1024 * 1024;
    private static readonly long Part = (TestScale.IsFull ? 10 : 1) * Megabyte;

    [Theory]
    [InlineData("Some more words, ")]
    [InlineData("mail ada@example.com or ")]
    [InlineData("MIIEowIBAAKCAQEA7bq1Z3Jvd3Ro")]
    public async Task Memory_stays_flat_however_long_a_stream_is(string text)
    {
        var output = new LastBytes();
        using var session = new FilterSession(FilterRun.Rules("pii", "secrets"), DialectCatalog.Find("/v1/chat/completions")!, isRequest: false, output);
        var lines = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + text + "\"}}]}\nid: 1\n\n";
        var bytes = Encoding.UTF8.GetBytes(lines);
        var sent = 0L;

        var grown = await HeapGrowth.OverAsync(() =>
        {
            for (var end = sent + Part; sent < end; sent += bytes.Length)
            {
                session.Accept(bytes);
            }

            return Task.CompletedTask;
        });

        Assert.True(grown < Megabyte, $"{grown} bytes more after {sent} bytes");
        Assert.True(output.Total > sent / 2);
    }

    /// <summary>Counts what is written and keeps none of it.</summary>
    private sealed class LastBytes : IBufferWriter<byte>
    {
        private readonly byte[] _buffer = new byte[64 * 1024];

        public long Total { get; private set; }

        public void Advance(int count) => Total += count;

        public Memory<byte> GetMemory(int sizeHint = 0) => _buffer;

        public Span<byte> GetSpan(int sizeHint = 0) => _buffer;
    }
}
