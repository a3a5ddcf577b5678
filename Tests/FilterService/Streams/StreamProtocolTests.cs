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

    private static string Delta(string content) => "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + content + "\"}}]}";
}
