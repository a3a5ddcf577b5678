using System.Net;
using System.Text;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService;

public sealed class ChunkRewriteTests
{
    [Theory]
    [InlineData("ada@example.com", "[EMAIL]")]
    [InlineData("write to ada@example.com.", "write to [EMAIL].")]
    [InlineData("<first.last+tag@mail.example.co.uk>", "<[EMAIL]>")]
    [InlineData("a_b%c-d@x-y.org, e@f.io;", "[EMAIL], [EMAIL];")]
    [InlineData("grüße an jörg.müller@example.com", "grüße an [EMAIL]")]
    [InlineData("""{"content":"\nada@example.com\n"}""", """{"content":"\n[EMAIL]\n"}""")]
    [InlineData("""{"content":"\u4e2dada\u0040example.com"}""", """{"content":"\u4e2d[EMAIL]"}""")]
    [InlineData("""{"content":"C:\\ada@example.com"}""", """{"content":"C:\\[EMAIL]"}""")]
    [InlineData("a -----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY----- b", "a [PRIVATE_KEY] b")]
    [InlineData("a -----BEGIN PRIVATE KEY-----\nMIIE", "a [PRIVATE_KEY]")]
    public async Task A_match_in_a_chunk_is_replaced_and_nothing_else(string chunk, string expected)
    {
        await using var service = FilterServer.Start();

        var answer = await service.FilterAsync("all", Encoding.UTF8.GetBytes(chunk));

        Assert.Equal(expected, Encoding.UTF8.GetString(answer));
    }

    [Theory]
    [InlineData("no address here")]
    [InlineData("@@@@")]
    [InlineData("@mention and user@localhost")]
    [InlineData("a@b..com a@.com a@b.c a@b.c0m a@-")]
    [InlineData("")]
    public async Task What_is_no_match_stays(string chunk)
    {
        await using var service = FilterServer.Start();

        var answer = await service.FilterAsync("all", Encoding.UTF8.GetBytes(chunk));

        Assert.Equal(chunk, Encoding.UTF8.GetString(answer));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_stay_byte_for_byte()
    {
        var chunk = new byte[70_000];
        new Random(5).NextBytes(chunk);
        chunk.AsSpan().Replace((byte)'@', (byte)'#');
        "ada@example.com "u8.CopyTo(chunk.AsSpan(40_000));
        chunk[39_999] = 0xFF;
        await using var service = FilterServer.Start();

        var answer = await service.FilterAsync("pii", chunk);

        Assert.Equal([.. chunk[..40_000], .. "[EMAIL]"u8, .. chunk[40_015..]], answer);
    }

    [Fact]
    public async Task An_address_across_two_chunks_escapes()
    {
        await using var service = FilterServer.Start();

        var first = await service.FilterAsync("pii", "ada@exam"u8.ToArray());
        var second = await service.FilterAsync("pii", "ple.com"u8.ToArray());

        Assert.Equal("ada@example.com", Encoding.UTF8.GetString([.. first, .. second]));
    }

    [Fact]
    public async Task A_rule_that_blocks_is_answered_422_without_the_text()
    {
        await using var service = FilterServer.Start(host => host
            .UseSetting("FilterService:Filters:pii:Rules:0:Rule", "email").UseSetting("FilterService:Filters:pii:Rules:0:Action", "block"));

        using var response = await service.PostAsync("pii", "ada@example.com"u8.ToArray());

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        var body = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Contains("Rule 'email' blocks the chunk.", body, StringComparison.Ordinal);
        Assert.DoesNotContain("ada", body, StringComparison.Ordinal);
    }
}
