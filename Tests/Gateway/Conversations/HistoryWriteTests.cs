using System.Text.Json;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>What is kept of a call, and when.</summary>
public sealed class HistoryWriteTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_last_event_waits_for_the_write_so_that_the_next_request_sees_the_turn()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider);

        for (var turn = 0; turn < 20; turn++)
        {
            using var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest, ("x-conversation-id", "steady"));
            using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancelled));
            while (await reader.ReadLineAsync(Cancelled) is { } line && line != "data: [DONE]")
            {
            }

            Assert.Equal(1 + (2 * turn), (await NextTextsAsync(provider)).Length);
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions", "data: [DONE]")]
    [InlineData("/v1/messages", "event: message_stop")]
    public async Task The_last_event_is_held_until_the_turn_is_stored_and_everything_before_it_is_not(string path, string last)
    {
        var events = path == "/v1/messages" ? Wire.AnthropicEvents : Wire.ChatEvents;
        await using var provider = await ScriptedProvider.StreamingAsync(events);
        var store = new GatedStore();
        await using var gateway = GatewayServer.Start(
            [
                ("Gateway:Providers:test:Address", provider.Address.AbsoluteUri), ("Gateway:Providers:test:Default", "true"),
            ],
            services => services.AddSingleton<IConversationStore>(store));
        using var request = GatewayServer.Post(
            path, path == "/v1/messages" ? Wire.AnthropicRequest : Wire.StreamRequest, ("x-conversation-id", "c-1"));
        using var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled);
        await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
        var all = string.Concat(events);
        var before = System.Text.Encoding.UTF8.GetByteCount(all[..all.IndexOf(last, StringComparison.Ordinal)]);

        await body.ReadExactlyAsync(new byte[before], Cancelled).AsTask().WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await store.Appending.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        var rest = body.ReadAsync(new byte[100], Cancelled).AsTask();

        Assert.False(rest.IsCompleted);
        store.Release();
        Assert.NotEqual(0, await rest.WaitAsync(TimeSpan.FromSeconds(10), Cancelled));
    }

    [Fact]
    public async Task An_answer_that_broke_off_is_replayed_as_far_as_it_came()
    {
        var broken = true;
        var read = new SemaphoreSlim(0);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, string.Concat(Wire.ChatEvents[..4]));
            if (broken)
            {
                await read.WaitAsync(Cancelled);
                context.Abort();
            }

            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[^1]);
        });
        await using var gateway = GatewayServer.Before(provider);
        using (var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest, ("x-conversation-id", "c-1")))
        using (var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            await using var body = await response.Content.ReadAsStreamAsync(Cancelled);
            body.ReadByte();
            read.Release();
            await Assert.ThrowsAnyAsync<Exception>(() => body.CopyToAsync(Stream.Null, Cancelled));
        }

        await gateway.WaitForCallAsync("upstream_failed");
        broken = false;
        await ChatAsync(gateway, """[{"role":"user","content":"go on"}]""");

        await provider.NextRequestAsync();
        var second = (await provider.NextRequestAsync()).Body;
        Assert.Equal(["hello", "Grüß \"usage\" 😀", "go on"], Texts(second));
        Assert.DoesNotContain("tool_calls", second, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_got_no_answer_leaves_no_turn()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("{\"error\":{}}", status: 500);
        await using var gateway = GatewayServer.Before(provider);

        await ChatAsync(gateway, """[{"role":"user","content":"one"}]""");
        await ChatAsync(gateway, """[{"role":"user","content":"two"}]""");

        await NextTextsAsync(provider);
        Assert.Equal(["two"], await NextTextsAsync(provider));
    }

    [Fact]
    public async Task Thinking_of_a_streamed_answer_comes_back_with_its_signature_before_the_tool_that_it_led_to()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(
            """
            event: message_start
            data: {"type":"message_start","message":{"id":"msg_5","type":"message","role":"assistant","model":"m","content":[],"usage":{"input_tokens":1,"output_tokens":1}}}

            event: content_block_start
            data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"Say \"hm\""}}


            """,
            """
            event: content_block_delta
            data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"c2ln"}}

            event: content_block_start
            data: {"type":"content_block_start","index":1,"content_block":{"type":"redacted_thinking","data":"xyz"}}


            """,
            string.Concat(Wire.AnthropicEvents[1..]).Replace("\"index\":1", "\"index\":3", StringComparison.Ordinal).Replace("\"index\":0", "\"index\":2", StringComparison.Ordinal));
        await using var gateway = GatewayServer.Before(provider);

        await ChatAsync(gateway, """[{"role":"user","content":"weather?"}]""", "/v1/messages");
        await ChatAsync(gateway, """[{"role":"user","content":"on"}]""", "/v1/messages");

        await provider.NextRequestAsync();
        using var second = JsonDocument.Parse((await provider.NextRequestAsync()).Body);
        var content = second.RootElement.GetProperty("messages")[1].GetProperty("content").EnumerateArray().Select(block => block.GetRawText()).ToArray();
        Assert.Equal(
            [
                """{"type":"thinking","thinking":"Say \"hm\"","signature":"c2ln"}""", """{"type":"redacted_thinking","data":"xyz"}""",
                """{"type":"text","text":"Let me look."}""",
            ],
            content[..3]);
        Assert.StartsWith("""{"type":"tool_use","id":"toolu_1" """.Trim(), content[3], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_longer_than_a_conversation_is_answered_and_not_kept_and_what_was_kept_stays()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);
        await ChatAsync(gateway, """[{"role":"user","content":"one"}]""");

        await ChatAsync(gateway, $$"""[{"role":"user","content":"{{new string('x', 10 * 1024 * 1024)}}"}]""");
        await ChatAsync(gateway, """[{"role":"user","content":"two"}]""");

        await NextTextsAsync(provider);
        Assert.Equal(10 * 1024 * 1024, (await NextTextsAsync(provider))[^1].Length);
        Assert.Equal(["one", "Hi there", "two"], await NextTextsAsync(provider));
        Assert.Single(gateway.Log.Entries, entry => entry.Text.StartsWith("A turn was not kept", StringComparison.Ordinal));
        Assert.Single(gateway.Metrics.Of("llm.history.operations"), measured => (string?)measured.Labels["outcome"] == "too_large");
    }

    [Fact]
    public async Task A_request_that_is_sent_again_under_its_id_asks_the_same_and_leaves_one_turn()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);
        await ChatAsync(gateway, """[{"role":"user","content":"one"}]""");

        await ChatAsync(gateway, """[{"role":"user","content":"two"}]""", headers: ("x-request-id", "again"));
        await ChatAsync(gateway, """[{"role":"user","content":"two"}]""", headers: ("x-request-id", "again"));
        await ChatAsync(gateway, """[{"role":"user","content":"three"}]""", headers: ("x-request-id", "again"));

        await NextTextsAsync(provider);
        Assert.Equal(["one", "Hi there", "two"], await NextTextsAsync(provider));
        Assert.Equal(["one", "Hi there", "two"], await NextTextsAsync(provider));
        Assert.Equal(["one", "Hi there", "two", "Hi there", "three"], await NextTextsAsync(provider));
    }

    [Fact]
    public async Task A_tools_result_whose_call_was_trimmed_away_is_not_sent()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Conversations:MaxItems", "4"));
        await ChatAsync(gateway, """[{"role":"user","content":"call"}]""");
        await ChatAsync(gateway, """[{"role":"tool","tool_call_id":"c1","content":"result"}]""");
        await ChatAsync(gateway, """[{"role":"user","content":"three"}]""");

        await ChatAsync(gateway, """[{"role":"user","content":"four"}]""");

        Assert.Equal(["three", "Hi there", "four"], Texts(provider.TakeRequests()[3].Body));
    }

    private static async Task ChatAsync(
        GatewayServer gateway, string messages, string path = "/v1/chat/completions", params (string, string)[] headers)
    {
        var (response, _) = await gateway.SendAsync(
            path, $$"""{"messages":{{messages}},"model":"m-1"}""", [("x-conversation-id", "c-1"), .. headers]);
        Assert.Equal("c-1", response.Headers.GetValues("x-conversation-id").Single());
        response.Dispose();
    }

    private static async Task<string[]> NextTextsAsync(ScriptedProvider provider) => Texts((await provider.NextRequestAsync()).Body);

    private static string[] Texts(string body)
    {
        using var request = JsonDocument.Parse(body);
        return [.. request.RootElement.GetProperty("messages").EnumerateArray().Select(message =>
            OpenAiChatHistory.Instance.Read(System.Text.Encoding.UTF8.GetBytes(message.GetRawText())).Text)];
    }
}
