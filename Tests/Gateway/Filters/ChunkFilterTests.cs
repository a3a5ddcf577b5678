using System.Net;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace LlmAspire.Tests.Gateway.Filters;

public sealed class ChunkFilterTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Each_chunk_goes_through_the_filter_and_its_answer_goes_on_instead()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedProvider.StartAsync(context => EchoAsync(context, body => body.Replace("Grüß", "[HI]", StringComparison.Ordinal)));
        await using var gateway = Before(provider, ("pii", filter.Address, "passThrough"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(string.Concat(Wire.ChatEvents).Replace("Grüß", "[HI]", StringComparison.Ordinal), body);
            await gateway.WaitForCallAsync("completed");
            Assert.Equal("redacted", Assert.Single(gateway.Metrics.Of("llm.filter.verdicts")).Labels["verdict"]);
        }
    }

    [Fact]
    public async Task A_filter_is_called_at_its_address_and_the_requests_path_with_the_bytes_and_no_credential()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents[5]);
        await using var filter = await ScriptedProvider.StartAsync(context => EchoAsync(context));
        await using var gateway = Before(provider, ("pii", new Uri(filter.Address, "/filters/pii"), "passThrough"));

        var (response, _) = await gateway.SendAsync(
            "/v1/chat/completions", Wire.StreamRequest,
            ("Authorization", "Bearer k"), ("x-api-key", "k"), ("Cookie", "a=b"), ("x-anything", "k"), ("x-request-id", "r-1"),
            ("x-conversation-id", "c-1"));

        using (response)
        {
            var received = await filter.NextRequestAsync();
            Assert.Equal(("/filters/pii/v1/chat/completions", Wire.ChatEvents[5]), (received.Path, received.Body));
            Assert.Equal(
                ["Content-Length", "Content-Type", "Host", "traceparent", "x-conversation-id", "x-request-id"],
                received.Headers.Keys.Order(StringComparer.OrdinalIgnoreCase), StringComparer.OrdinalIgnoreCase);
            Assert.Equal(("text/event-stream", "r-1"), (received.Headers["Content-Type"], received.Headers["x-request-id"]));
        }
    }

    [Fact]
    public async Task Filters_run_in_the_order_of_the_configuration()
    {
        await using var provider = await ScriptedProvider.StreamingAsync("data: {\"a\":\"x\"}\n\n");
        await using var first = await ScriptedProvider.StartAsync(context => EchoAsync(context, body => body.Replace("x", "x1", StringComparison.Ordinal)));
        await using var second = await ScriptedProvider.StartAsync(context => EchoAsync(context, body => body.Replace("x1", "x12", StringComparison.Ordinal)));
        await using var gateway = Before(provider, ("one", first.Address, "block"), ("two", second.Address, "block"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal("data: {\"a\":\"x12\"}\n\n", body);
        }
    }

    [Theory]
    [InlineData("status 500")]
    [InlineData("status 422")]
    [InlineData("abort")]
    [InlineData("hang")]
    [InlineData("not there")]
    public async Task When_a_filter_that_may_be_passed_by_fails_the_original_goes_on(string how)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var filter = await ScriptedProvider.StartAsync(context => FailAsync(context, how));
        var address = how == "not there" ? new Uri("http://127.0.0.1:9/") : filter.Address;
        await using var gateway = Before(provider, ("pii", address, "passThrough"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(string.Concat(Wire.ChatEvents), body);
            await gateway.WaitForCallAsync("completed");
            Assert.Equal("failed", Assert.Single(gateway.Metrics.Of("llm.filter.verdicts")).Labels["verdict"]);
        }
    }

    [Fact]
    public async Task When_a_filter_that_must_not_be_passed_by_fails_nothing_more_goes_on_and_the_provider_is_stopped()
    {
        var aborted = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.RequestAborted.Register(aborted.SetResult);
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[0]);
            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[1]);
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var filter = await ScriptedProvider.StartAsync(context => FailAsync(context, "status 500"));
        await using var gateway = Before(provider, ("pii", filter.Address, "block"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);

        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Contains("\"finish_reason\":\"content_filter\"", body, StringComparison.Ordinal);
            Assert.DoesNotContain("Grüß", body, StringComparison.Ordinal);

            // HttpClient by itself would read on for two seconds to save the connection, while the provider goes on generating.
            await aborted.Task.WaitAsync(TimeSpan.FromSeconds(1.5), Cancelled);
            await gateway.WaitForCallAsync("filter_failed");
        }
    }

    [Theory]
    [InlineData("data: {\"first\":1}\n\n", false, "\"finish_reason\":\"content_filter\"")]
    [InlineData("data: {\"first\":1", true, "\"code\":\"filter_failed\"")]
    public async Task A_filter_that_fails_in_the_middle_of_a_stream_under_block_ends_it_in_order_unless_an_event_was_cut(
        string first, bool isBroken, string last)
    {
        var calls = 0;
        var gate = new SemaphoreSlim(0);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, first);
            await gate.WaitAsync(context.RequestAborted);
            await ScriptedProvider.SendAsync(context, "data: {\"secret\":1}\n\n");
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        await using var filter = await ScriptedProvider.StartAsync(context =>
            Interlocked.Increment(ref calls) == 1 ? EchoAsync(context) : FailAsync(context, "status 500"));
        await using var gateway = Before(provider, ("pii", filter.Address, "block"));
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest);
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        var received = new MemoryStream();

        var failure = await Record.ExceptionAsync(async () =>
        {
            await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
            received.WriteByte((byte)body.ReadByte());
            gate.Release();
            await body.CopyToAsync(received, Cancelled).WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        });

        var text = System.Text.Encoding.UTF8.GetString(received.ToArray());
        Assert.Equal(isBroken, failure is not null);
        Assert.Contains(last, text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_JSON_answer_goes_through_the_filter_whole_and_may_change_its_length()
    {
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.ContentLength = Wire.ChatAnswer.Length;
            await ScriptedProvider.SendAsync(context, Wire.ChatAnswer[..30]);
            await ScriptedProvider.SendAsync(context, Wire.ChatAnswer[30..]);
        });
        await using var filter = await ScriptedProvider.StartAsync(context => EchoAsync(context, body => body.Replace("Hi there", "[a longer text]", StringComparison.Ordinal)));
        await using var gateway = Before(provider, ("pii", filter.Address, "block"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        using (response)
        {
            Assert.Equal(Wire.ChatAnswer.Replace("Hi there", "[a longer text]", StringComparison.Ordinal), body);
            Assert.Single(filter.TakeRequests());
        }
    }

    [Fact]
    public async Task An_error_status_of_the_provider_does_not_go_through_the_filter()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("{\"error\":{}}", status: 400);
        await using var filter = await ScriptedProvider.StartAsync(context => EchoAsync(context));
        await using var gateway = Before(provider, ("pii", filter.Address, "block"));

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        response.Dispose();
        Assert.Empty(filter.TakeRequests());
    }

    [Fact]
    public void Every_wrong_setting_is_told_at_once()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => GatewayServer.Start(
        [
            ("Gateway:OutputFilters:0:Name", "a"), ("Gateway:OutputFilters:0:Address", "http://a"), ("Gateway:OutputFilters:0:BreakAfter", "1"),
            ("Gateway:OutputFilters:2:Name", "a"), ("Gateway:OutputFilters:2:Address", "http://a"), ("Gateway:OutputFilters:2:BreakFor", "0"),
            ("Gateway:InputFilters:0:Name", ""), ("Gateway:InputFilters:0:Address", "http://a"),
            ("Gateway:OutputFilters:1:Name", "b c"), ("Gateway:OutputFilters:1:Address", "nowhere"), ("Gateway:OutputFilters:1:Mode", "quick"),
            ("Gateway:OutputFilters:1:Timeout", "00:00:00"), ("Gateway:OutputFilters:1:OnError", "ignore"),
        ]));

        foreach (var expected in (string[])
            [
                "Gateway:OutputFilters:0:BreakAfter is 1", "Gateway:OutputFilters:2:BreakFor is 00:00:00", "Gateway:OutputFilters has 2 filters named 'a'",
                "Gateway:InputFilters:0:Name is ''", "Gateway:OutputFilters:1:Name is 'b c'",
                "Gateway:OutputFilters:1:Address is 'nowhere'", "Gateway:OutputFilters:1:Mode is 'quick'", "Gateway:OutputFilters:1:Timeout is 00:00:00",
                "Gateway:OutputFilters:1:OnError is 'ignore'",
            ])
        {
            Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        }
    }

    private static GatewayServer Before(ScriptedProvider provider, params (string Name, Uri Address, string OnError)[] filters) =>
        GatewayServer.Before(provider, [.. filters.SelectMany((filter, i) => ((string, string?)[])
        [
            ($"Gateway:OutputFilters:{i}:Name", filter.Name), ($"Gateway:OutputFilters:{i}:Address", filter.Address.AbsoluteUri),
            ($"Gateway:OutputFilters:{i}:Mode", "chunk"), ($"Gateway:OutputFilters:{i}:Timeout", "00:00:00.300"),
            ($"Gateway:OutputFilters:{i}:OnError", filter.OnError),
        ])]);

    private static Task EchoAsync(HttpContext context, Func<string, string>? change = null)
    {
        var body = (string)context.Items[nameof(ReceivedRequest)]!;
        return context.Response.WriteAsync(change is null ? body : change(body));
    }

    private static async Task FailAsync(HttpContext context, string how)
    {
        switch (how)
        {
            case "abort":
                context.Abort();
                break;
            case "hang":
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
                break;
            default:
                context.Response.StatusCode = how == "status 422" ? 422 : 500;
                await context.Response.WriteAsync("instead");
                break;
        }
    }
}
