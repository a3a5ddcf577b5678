using System.Text.Json;
using LlmAspire.Gateway.Conversations;
using LlmAspire.Gateway.Dialects;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;

namespace LlmAspire.Tests.Gateway.Conversations;

public sealed class HistoryTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Earlier_turns_stand_between_the_instructions_and_the_new_message()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);

        await ChatAsync(gateway, """[{"role":"system","content":"be short"},{"role":"user","content":"one"}]""");
        await ChatAsync(gateway, """[{"role":"system","content":"be long"},{"role":"user","content":"two"}]""");
        await ChatAsync(gateway, """[{"role":"user","content":"three"}]""");

        Assert.Equal(["be short", "one"], await NextTextsAsync(provider));
        Assert.Equal(["be long", "one", "Hi there", "two"], await NextTextsAsync(provider));
        Assert.Equal(["one", "Hi there", "two", "Hi there", "three"], await NextTextsAsync(provider));
    }

    [Fact]
    public async Task A_client_that_sends_its_history_along_does_not_double_it()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);

        await ChatAsync(gateway, """[{"role":"user","content":"one"}]""");
        await ChatAsync(gateway, """[{"role":"user","content":"one"},{"role":"assistant","content":[{"type":"text","text":"Hi there"}]},{"role":"user","content":"two"}]""");

        await NextTextsAsync(provider);
        Assert.Equal(["one", "Hi there", "two"], await NextTextsAsync(provider));
    }

    [Fact]
    public async Task Tool_calls_and_their_results_survive()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.AnthropicEvents);
        await using var gateway = GatewayServer.Before(provider);

        await ChatAsync(gateway, """[{"role":"user","content":"weather?"}]""", "/v1/messages");
        await ChatAsync(
            gateway, """[{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_1","content":"rain"}]}]""", "/v1/messages");

        await provider.NextRequestAsync();
        using var second = JsonDocument.Parse((await provider.NextRequestAsync()).Body);
        var messages = second.RootElement.GetProperty("messages").EnumerateArray().ToArray();
        Assert.Equal(3, messages.Length);
        Assert.Equal(
            """{"type":"tool_use","id":"toolu_1","name":"weather","input":{"city":"Bonn"}}""",
            messages[1].GetProperty("content")[1].GetRawText().Replace(" ", "", StringComparison.Ordinal));
    }

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
    [InlineData("/v1/messages", "event: message_stop\ndata: ")]
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
        var before = System.Text.Encoding.UTF8.GetByteCount(all[..(all.IndexOf(last, StringComparison.Ordinal) + (last.EndsWith(' ') ? 20 : 0))]);

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

    [Theory]
    [InlineData("a b")]
    [InlineData("a/b")]
    [InlineData("a.b")]
    [InlineData("{x}")]
    public async Task A_conversation_id_with_other_characters_is_a_400(string id)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await gateway.SendAsync("/v1/messages", Wire.AnthropicRequest, ("x-conversation-id", id));

        using (response)
        {
            Assert.Equal(400, (int)response.StatusCode);
            Assert.Contains("x-conversation-id", body, StringComparison.Ordinal);
            Assert.Empty(provider.TakeRequests());
        }
    }

    [Fact]
    public async Task With_Record_all_a_call_without_an_id_gets_one_and_without_it_none()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var all = GatewayServer.Before(provider, ("Gateway:Conversations:Record", "all"));
        await using var requested = GatewayServer.Before(provider);

        var (first, _) = await all.SendAsync("/v1/chat/completions", Wire.Request);
        var id = first.Headers.GetValues("x-conversation-id").Single();
        var (second, _) = await all.SendAsync("/v1/chat/completions", Wire.Request, ("x-conversation-id", id));
        var (none, _) = await requested.SendAsync("/v1/chat/completions", Wire.Request);

        using (first)
        using (second)
        using (none)
        {
            await provider.NextRequestAsync();
            Assert.Equal(["hello", "Hi there", "hello"], await NextTextsAsync(provider));
            Assert.False(none.Headers.Contains("x-conversation-id"));
        }
    }

    [Fact]
    public async Task A_conversation_goes_on_in_another_dialect_as_far_as_it_is_text()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);

        await ChatAsync(gateway, """[{"role":"user","content":"one"}]""");
        await ChatAsync(gateway, """[{"role":"user","content":"two"}]""", "/v1/messages");

        await NextTextsAsync(provider);
        Assert.Equal(["one", "Hi there", "two"], await NextTextsAsync(provider));
    }

    private static async Task ChatAsync(GatewayServer gateway, string messages, string path = "/v1/chat/completions")
    {
        var (response, _) = await gateway.SendAsync(path, $$"""{"messages":{{messages}},"model":"m-1"}""", ("x-conversation-id", "c-1"));
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
