using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Tests.Gateway.Streaming;

/// <summary>The gateway's reader of server-sent events against the framework's own.</summary>
public sealed class SseOracleTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Events_are_those_that_the_frameworks_parser_finds_however_they_are_framed_and_cut(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 300; round++)
        {
            var body = Encoding.UTF8.GetBytes(RandomStream(random));
            var expected = await OracleAsync(body);

            var sink = new NumberSink();
            var reader = new WireReader(NumberSink.Map, sink);
            for (var at = 0; at < body.Length;)
            {
                var count = Math.Min(random.Next(1, 60), body.Length - at);
                reader.Feed(body.AsSpan(at, count));
                at += count;
            }

            Assert.Equal(expected, sink.Found);
        }
    }

    private static async Task<List<string>> OracleAsync(byte[] body)
    {
        var found = new List<string>();
        await foreach (var item in SseParser.Create(new MemoryStream(body)).EnumerateAsync(TestContext.Current.CancellationToken))
        {
            if (item.Data == "[DONE]")
            {
                found.Add("done");
            }
            else if (item.Data.Length > 0)
            {
                using var json = JsonDocument.Parse(item.Data);
                found.Add(json.RootElement.GetProperty("n").GetRawText());
            }
        }

        return found;
    }

    private static string RandomStream(Random random)
    {
        var ends = (string[])["\n", "\r\n", "\r"];
        var stream = new StringBuilder(random.Next(4) == 0 ? "\ufeff" : "");
        for (var i = 0; i < 12; i++)
        {
            var end = ends[random.Next(3)];
            stream.Append(random.Next(8) switch
            {
                0 => $": ping{end}{end}",
                1 => $"event: thing{end}id: 7{end}data: {{\"n\":{i}}}{end}{end}",
                2 => $"data:{{\"x\":\"\\\"n\\\":9 é\",\"n\":{i}}}{end}{end}",
                3 => $"data: {{\"x\":[1,{{\"n\":5}}],{end}data: \"n\":{i}}}{end}{end}",
                4 => $"data: [DONE]{end}{end}",
                5 => $"retry: 10{end}{end}{end}",
                _ => $"data: {{\"n\":{i}}}{end}{end}",
            });
        }

        return stream.ToString();
    }

    private sealed class NumberSink : IWireSink
    {
        public static readonly JsonPlace Map = new JsonPlace().With("n"u8, new JsonPlace(1));

        public List<string> Found { get; } = [];

        public bool IsTerminal => false;

        public bool Wants(ReadOnlySpan<byte> json) => true;

        public bool CanRepeat(ReadOnlySpan<byte> json, int textLength) => false;

        public void Repeat(ReadOnlySpan<byte> text)
        {
        }

        public void BeginDocument(bool streamed)
        {
        }

        public void EndDocument(bool whole)
        {
        }

        public void Failure(ReadOnlySpan<byte> type, ReadOnlySpan<byte> message)
        {
        }

        public void EndText(int slot)
        {
        }

        public void Sentinel() => Found.Add("done");

        public void Value(int slot, JsonScalar kind, ReadOnlySpan<byte> raw) => Found.Add(Encoding.UTF8.GetString(raw));

        public void Text(int slot, ReadOnlySpan<byte> raw)
        {
        }

        public void Enter(int slot, int position)
        {
        }

        public void Leave(int slot)
        {
        }
    }
}
