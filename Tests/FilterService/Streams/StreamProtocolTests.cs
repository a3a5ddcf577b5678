using System.Net;
using LlmAspire.Tests.FilterService.Infrastructure;

namespace LlmAspire.Tests.FilterService.Streams;

public sealed class StreamProtocolTests
{
    private const string Chat = "/v1/chat/completions";

    [Fact]
    public async Task The_filter_answers_before_anything_was_sent()
    {
        await using var service = FilterServer.Start();

        await using var exchange = await StreamExchange.OpenAsync(service.StreamAddress, "pii", Chat);

        Assert.Equal((HttpStatusCode.OK, HttpVersion.Version20), (exchange.Response.StatusCode, exchange.Response.Version));
        Assert.Equal("text/event-stream", exchange.Response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task An_address_split_over_three_events_comes_back_redacted_as_one_group()
    {
        await using var service = FilterServer.Start();
        await using var exchange = await StreamExchange.OpenAsync(service.StreamAddress, "pii", Chat);

        await exchange.SendAsync(Delta("Write to ada@ex"));
        await exchange.WaitForAsync(":1\n\n");
        await exchange.SendAsync(Delta("ample.c"));
        await exchange.WaitForAsync(":2\n\n");
        await exchange.SendAsync(Delta("om, please: "));
        await exchange.WaitForAsync("id: 3\n\n");
        await exchange.EndAsync();

        Assert.Equal(
            ":1\n\n:2\n\n"
            + "event: filter.verdict\ndata: {\"action\":\"redacted\",\"rule\":\"email\",\"count\":1,\"reason\":\"[EMAIL] took its place\"}\n\n"
            + $"{Delta("Write to [EMAIL]")}\n\n{Delta("")}\n\n{Delta(", please: ")}\nid: 3\n\n",
            await exchange.ReadToEndAsync());
    }

    [Fact]
    public async Task A_word_waits_for_the_next_event_and_no_longer()
    {
        await using var service = FilterServer.Start();
        await using var exchange = await StreamExchange.OpenAsync(service.StreamAddress, "pii", Chat);

        await exchange.SendAsync(Delta("Hello"));
        await exchange.WaitForAsync(":1\n\n");
        await exchange.SendAsync(Delta(" world. "));
        await exchange.WaitForAsync("id: 2\n\n");

        Assert.Equal($":1\n\n{Delta("Hello")}\nid: 1\n\n{Delta(" world. ")}\nid: 2\n\n", exchange.Received);
    }

    [Theory]
    [InlineData("nothing", Chat, "text/event-stream", HttpStatusCode.NotFound)]
    [InlineData("pii", "/v1beta/models/gemini:streamGenerateContent", "text/event-stream", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("pii", Chat, "application/x-ndjson", HttpStatusCode.UnsupportedMediaType)]
    [InlineData("pii", Chat, "application/vnd.amazon.eventstream", HttpStatusCode.UnsupportedMediaType)]
    public async Task What_the_filter_cannot_read_is_refused_before_anything_was_sent(string filter, string path, string type, HttpStatusCode status)
    {
        await using var service = FilterServer.Start();

        await using var exchange = await StreamExchange.OpenAsync(service.StreamAddress, filter, path, type);

        Assert.Equal(status, exchange.Response.StatusCode);
        Assert.Equal("application/problem+json", exchange.Response.Content.Headers.ContentType?.MediaType);
    }

    [Fact]
    public async Task More_than_a_hundred_answers_stream_at_once_over_one_connection()
    {
        await using var service = FilterServer.Start();
        using var client = StreamExchange.NewClient(oneConnection: true);
        var address = new Uri(service.StreamAddress, "/filters/pii/stream");
        var exchanges = new List<StreamExchange>();
        try
        {
            for (var i = 0; i < 150; i++)
            {
                exchanges.Add(await StreamExchange.OpenAtAsync(address, Chat, "text/event-stream", "response", client));
            }

            foreach (var exchange in exchanges)
            {
                await exchange.SendAsync(Delta("Hello. "));
                await exchange.WaitForAsync("id: 1\n\n");
            }
        }
        finally
        {
            foreach (var exchange in exchanges)
            {
                await exchange.DisposeAsync();
            }
        }
    }

    [Fact]
    public async Task An_event_of_several_megabytes_goes_through()
    {
        await using var service = FilterServer.Start();
        await using var exchange = await StreamExchange.OpenAsync(service.StreamAddress, "pii", Chat, "application/json");
        var text = string.Concat(Enumerable.Repeat("Some words. ", 400_000));

        await exchange.SendAsync("data: {\"choices\":[{\"message\":{\"content\":\"" + text + "ada@example.com\"}}]}");
        await exchange.EndAsync();

        Assert.Contains(text + "[EMAIL]", await exchange.ReadToEndAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_request_is_filtered_like_an_answer()
    {
        await using var service = FilterServer.Start();
        await using var exchange = await StreamExchange.OpenAsync(service.StreamAddress, "pii", "/v1/messages", "application/json", "request");

        await exchange.SendAsync("data: {\"messages\":[{\"role\":\"user\",\"content\":\"to ada@example.com\"}]}");
        await exchange.EndAsync();

        Assert.Contains(
            "data: {\"messages\":[{\"role\":\"user\",\"content\":\"to [EMAIL]\"}]}\nid: 1\n\n", await exchange.ReadToEndAsync(), StringComparison.Ordinal);
    }

    private static string Delta(string content) => "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"}}]}";
}
