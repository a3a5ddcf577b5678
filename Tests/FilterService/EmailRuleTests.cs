using System.Text;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService;

public sealed class EmailRuleTests
{
    [Theory]
    [InlineData("ada@example.com", "[EMAIL]")]
    [InlineData("write to ada@example.com.", "write to [EMAIL].")]
    [InlineData("<first.last+tag@mail.example.co.uk>", "<[EMAIL]>")]
    [InlineData("a_b%c-d@x-y.org, e@f.io;", "[EMAIL], [EMAIL];")]
    [InlineData("a@b.com@c.com", "[EMAIL]@c.com")]
    [InlineData("grüße an jörg.müller@example.com", "grüße an jörg.mü[EMAIL]")]
    [InlineData("""{"content":"\nada@example.com\n"}""", """{"content":"\n[EMAIL]\n"}""")]
    [InlineData("""{"content":"\u00e9ada@example.com"}""", """{"content":"\u00e9[EMAIL]"}""")]
    [InlineData("""{"content":"C:\\ada@example.com"}""", """{"content":"C:\\[EMAIL]"}""")]
    public async Task An_address_is_replaced_and_nothing_else(string chunk, string expected)
    {
        await using var service = FilterServer.Start();

        var answer = await service.FilterAsync("pii", Encoding.UTF8.GetBytes(chunk));

        Assert.Equal(expected, Encoding.UTF8.GetString(answer));
    }

    [Theory]
    [InlineData("no address here")]
    [InlineData("@")]
    [InlineData("@@@@")]
    [InlineData("price @ 5.00")]
    [InlineData("@mention and user@localhost")]
    [InlineData("a@b..com a@.com a@b.c a@b.c0m a@-")]
    [InlineData("\\n@example.com")]
    [InlineData("")]
    public async Task What_is_no_address_stays(string chunk)
    {
        await using var service = FilterServer.Start();

        var answer = await service.FilterAsync("pii", Encoding.UTF8.GetBytes(chunk));

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
}
