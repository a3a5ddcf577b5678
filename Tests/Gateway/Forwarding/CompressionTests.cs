using System.IO.Compression;
using System.Text;
using LlmAspire.Gateway.Streaming;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Forwarding;

/// <summary>Providers are asked for identity; these compress all the same.</summary>
public sealed class CompressionTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    public async Task A_compressed_stream_is_metered_and_its_bytes_go_on_as_they_came(string coding)
    {
        var packed = Pack(coding, Wire.ChatEvents);
        await using var provider = await SendingAsync(coding, "text/event-stream", packed);
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await ReadAsync(gateway, Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(packed.SelectMany(part => part), body);
            Assert.Equal(coding.Split(' ')[^1], response.Content.Headers.ContentEncoding.Single());
            Assert.Equal("identity", (await provider.NextRequestAsync()).Headers["Accept-Encoding"]);
            await gateway.WaitForCallAsync("completed");
            Assert.Equal(
                [("prompt", 11), ("completion", 7), ("cache_read", 4)],
                gateway.Metrics.Of("llm.tokens").Select(tokens => (tokens.Labels["kind"], tokens.Value)));
            Assert.Single(gateway.Metrics.Of("llm.time_to_first_token"));
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    public async Task Where_the_usage_chunk_must_be_hidden_the_compression_comes_off(string coding)
    {
        await using var provider = await SendingAsync(coding, "text/event-stream", Pack(coding, Wire.ChatEvents));
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await ReadAsync(gateway, Wire.StreamRequestWithoutUsage);

        using (response)
        {
            Assert.Equal(string.Concat(Wire.ChatEvents[..6]) + Wire.ChatEvents[7], Encoding.UTF8.GetString(body));
            Assert.Empty(response.Content.Headers.ContentEncoding);
            await gateway.WaitForCallAsync("completed");
            Assert.Equal(11, gateway.Metrics.Of("llm.tokens").Single(tokens => tokens.Labels["kind"] == "prompt").Value);
        }
    }

    [Fact]
    public async Task Where_a_filter_must_read_it_the_compression_comes_off()
    {
        await using var provider = await SendingAsync("gzip", "application/json", Pack("gzip", [Wire.ChatAnswer]));
        await using var filter = await ScriptedProvider.StartAsync(context => ScriptedProvider.SendAsync(
            context, ((string)context.Items[nameof(ReceivedRequest)]!).Replace("Hi there", "[gone]", StringComparison.Ordinal)));
        await using var gateway = GatewayServer.Before(
            provider, ("Gateway:OutputFilters:0:Name", "pii"), ("Gateway:OutputFilters:0:Address", filter.Address.AbsoluteUri),
            ("Gateway:OutputFilters:0:Mode", "chunk"), ("Gateway:OutputFilters:0:OnError", "block"));

        var (response, body) = await ReadAsync(gateway, Wire.Request);

        using (response)
        {
            Assert.Equal(Wire.ChatAnswer.Replace("Hi there", "[gone]", StringComparison.Ordinal), Encoding.UTF8.GetString(body));
            Assert.Empty(response.Content.Headers.ContentEncoding);
        }
    }

    [Fact]
    public async Task Where_history_must_read_it_the_compression_comes_off()
    {
        await using var provider = await SendingAsync("br", "application/json", Pack("br", [Wire.ChatAnswer]));
        await using var gateway = GatewayServer.Before(provider);

        var (first, body) = await ReadAsync(gateway, Wire.Request, ("x-conversation-id", "c-1"));
        var (second, _) = await ReadAsync(gateway, Wire.Request, ("x-conversation-id", "c-1"));

        using (first)
        using (second)
        {
            Assert.Equal(Wire.ChatAnswer, Encoding.UTF8.GetString(body));
            await provider.NextRequestAsync();
            Assert.Contains("Hi there", (await provider.NextRequestAsync()).Body, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("zstd")]
    public async Task What_cannot_be_decoded_goes_on_as_it_came(string coding)
    {
        await using var provider = await SendingAsync(coding, "text/event-stream", [[0x1f, 0x8b, 8, 0, 1, 2, 3], [4, 5, 6, 7, 255, 255, 255]]);
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await ReadAsync(gateway, Wire.StreamRequest);

        using (response)
        {
            Assert.Equal([0x1f, 0x8b, 8, 0, 1, 2, 3, 4, 5, 6, 7, 255, 255, 255], body);
            await gateway.WaitForCallAsync("completed");
            Assert.Single(gateway.Metrics.Of("llm.tokens.usage_missing"));
        }
    }

    [Fact]
    public async Task A_bomb_goes_on_unread()
    {
        var bomb = Pack("br", [new string('\0', 64 * 1024 * 1024)]);
        await using var provider = await SendingAsync("br", "application/json", bomb);
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await ReadAsync(gateway, Wire.Request);

        using (response)
        {
            Assert.Equal(bomb.Sum(part => part.Length), body.Length);
            await gateway.WaitForCallAsync("completed");
            await gateway.Log.WaitForAsync(entry => entry.Text.Contains("out of proportion", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_bomb_that_must_be_decoded_ends_the_answer()
    {
        await using var provider = await SendingAsync("br", "application/json", Pack("br", [new string('\0', 64 * 1024 * 1024)]));
        await using var gateway = GatewayServer.Before(provider);
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.Request, ("x-conversation-id", "c-1"));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => gateway.Client.SendAsync(request, Cancelled));

        await gateway.WaitForCallAsync("upstream_failed");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("raw deflate")]
    public void A_decoder_goes_on_wherever_its_input_is_cut(string coding)
    {
        var text = string.Concat(Enumerable.Range(0, 2000).Select(i => $"data: {i}\n\n"));
        var packed = Pack(coding, [text[..5000], text[5000..]]).SelectMany(part => part).ToArray();
        foreach (var size in (int[])[1, 7, 1000, packed.Length])
        {
            using var decoder = ContentDecoder.For([coding.Split(' ')[^1]])!;
            var unpacked = new MemoryStream();
            var buffer = new byte[100];
            foreach (var part in packed.Chunk(size))
            {
                decoder.Feed(part);
                for (var count = decoder.Read(buffer); count > 0; count = decoder.Read(buffer))
                {
                    unpacked.Write(buffer, 0, count);
                }
            }

            Assert.Equal(text, Encoding.UTF8.GetString(unpacked.ToArray()));
        }
    }

    private static Task<ScriptedProvider> SendingAsync(string coding, string contentType, IReadOnlyList<byte[]> parts) =>
        ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = contentType;
            context.Response.Headers.ContentEncoding = coding.Split(' ')[^1];
            foreach (var part in parts)
            {
                await context.Response.Body.WriteAsync(part, context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
            }
        });

    private static List<byte[]> Pack(string coding, IEnumerable<string> parts)
    {
        var packed = new MemoryStream();
        Stream packer = coding switch
        {
            "gzip" => new GZipStream(packed, CompressionLevel.Fastest),
            "br" => new BrotliStream(packed, CompressionLevel.Fastest),
            "deflate" => new ZLibStream(packed, CompressionLevel.Fastest),
            _ => new DeflateStream(packed, CompressionLevel.Fastest),
        };
        var result = new List<byte[]>();
        var taken = 0;
        foreach (var part in parts)
        {
            packer.Write(Encoding.UTF8.GetBytes(part));
            packer.Flush();
            result.Add(packed.ToArray()[taken..]);
            taken = (int)packed.Length;
        }

        packer.Dispose();
        return [.. result, packed.ToArray()[taken..]];
    }

    private static async Task<(HttpResponseMessage Response, byte[] Body)> ReadAsync(
        GatewayServer gateway, string json, params (string, string)[] headers)
    {
        using var request = GatewayServer.Post("/v1/chat/completions", json, headers);
        var response = await gateway.Client.SendAsync(request, Cancelled);
        return (response, await response.Content.ReadAsByteArrayAsync(Cancelled));
    }
}
