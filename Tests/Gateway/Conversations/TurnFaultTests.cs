using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Turns that do not go one after the other from question to answer.</summary>
public sealed class TurnFaultTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("")]
    [InlineData("""{"role":"user","content":"hello"},{"role":"assistant","content":"Grüß "},""")]
    [InlineData("""{"role":"user","content":"hello"},{"role":"assistant","content":"Grüß \"usage\" \ud83d\ude00 (stopped)"},""")]
    public async Task A_client_that_leaves_leaves_the_answer_as_far_as_it_came_and_marked(string resent)
    {
        var isFirst = true;
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, string.Concat(Wire.ChatEvents[..3]));
            if (isFirst)
            {
                isFirst = false;
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[^3] + Wire.ChatEvents[^1]);
        });
        await using var gateway = GatewayServer.Before(provider);
        using (var request = GatewayServer.Post("/v1/chat/completions", Wire.StreamRequest, ("x-conversation-id", "left")))
        using (var response = await gateway.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancelled))
        {
            var read = new byte[string.Concat(Wire.ChatEvents[..3]).Length];
            await (await response.Content.ReadAsStreamAsync(Cancelled)).ReadExactlyAsync(read, Cancelled);
        }

        await gateway.WaitForCallAsync("client_gone");
        var (next, _) = await gateway.SendAsync(
            "/v1/chat/completions",
            """{"model":"m","stream":true,"messages":[<resent>{"role":"user","content":"hello"}]}""".Replace("<resent>", resent, StringComparison.Ordinal),
            ("x-conversation-id", "left"));
        next.Dispose();

        Assert.Equal(["user: hello", "assistant: Grüß \"usage\" 😀", "user: hello"], Upstream.Items(provider.TakeRequests()[1]));
        using var items = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/conversations/left/items?order=asc", Cancelled));
        Assert.Equal(
            ["completed", "incomplete", "completed", "completed"],
            items.RootElement.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("status").GetString()));
    }

    [Theory]
    [InlineData("/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"two"}]}""")]
    [InlineData("/v1/messages", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"two"}]}""")]
    [InlineData("/v1/responses", """{"model":"m","input":"two"}""")]
    public async Task A_request_that_comes_twice_at_the_same_time_under_its_id_is_one_turn(string path, string body)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        await AskAsync(gateway, "twice", "one");

        await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
        {
            var (response, text) = await gateway.SendAsync(path, body, ("x-conversation-id", "twice"), ("x-request-id", "same"));
            response.Dispose();
            Assert.True(response.IsSuccessStatusCode, text);
        }));

        provider.TakeRequests();
        await AskAsync(gateway, "twice", "three");
        var items = Upstream.Items(await provider.NextRequestAsync());
        Assert.Equal(["user: one", "assistant: answer 1", "user: two", "user: three"], items.Where((_, i) => i != 3));
        Assert.StartsWith("assistant: answer ", items[3], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"model":"m","input":"one"}""", "/v1/responses")]
    [InlineData("""{"model":"m","messages":[{"role":"user","content":"one"}]}""", "/v1/chat/completions")]
    public async Task A_request_that_names_no_conversation_begins_one_however_often_it_comes_under_its_id(string body, string path)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Conversations:Record", "all"));

        for (var i = 0; i < 3; i++)
        {
            (await gateway.SendAsync(path, body, ("x-request-id", "same"))).Response.Dispose();
        }

        (await gateway.SendAsync(path, body, ("x-request-id", "another"))).Response.Dispose();
        (await gateway.SendAsync(path, body)).Response.Dispose();
        (await gateway.SendAsync(path, body)).Response.Dispose();

        using var list = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/conversations", Cancelled));
        var all = list.RootElement.GetProperty("data").EnumerateArray().ToArray();
        Assert.Equal(4, all.Length);
        Assert.All(all, conversation => Assert.Equal(2, conversation.GetProperty("item_count").GetInt32()));
    }

    [Fact]
    public async Task A_branch_that_is_asked_for_again_is_one_branch()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        async Task<string> AskAsync(string body, params (string, string)[] headers)
        {
            var (response, text) = await gateway.SendAsync("/v1/responses", body, headers);
            response.Dispose();
            return JsonDocument.Parse(text).RootElement.GetProperty("id").GetString()!;
        }

        await AskAsync("""{"model":"m","input":"one"}""");
        await AskAsync("""{"model":"m","input":"left","previous_response_id":"resp_1"}""");
        const string Right = """{"model":"m","input":"right","previous_response_id":"resp_1"}""";
        await AskAsync(Right, ("x-request-id", "same"));
        var again = await AskAsync(Right, ("x-request-id", "same"));
        provider.TakeRequests();
        await AskAsync($$"""{"model":"m","input":"on","previous_response_id":"{{again}}"}""");

        Assert.Equal(
            ["user: one", "assistant: answer 1", "user: right", "assistant: answer 4", "user: on"], Upstream.Items(await provider.NextRequestAsync()));
        using var list = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/conversations", Cancelled));
        Assert.Equal([6, 4], list.RootElement.GetProperty("data").EnumerateArray().Select(item => item.GetProperty("item_count").GetInt32()));
    }

    [Fact]
    public async Task Two_streams_on_one_conversation_stand_in_it_in_the_order_in_which_they_ended()
    {
        var first = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            var isFirst = ((string)context.Items[nameof(ReceivedRequest)]!).Contains("slow", StringComparison.Ordinal);
            context.Response.ContentType = "text/event-stream";
            await ScriptedProvider.SendAsync(context, string.Concat(Wire.ChatEvents[..3]));
            if (isFirst)
            {
                begun.TrySetResult();
                await first.Task.WaitAsync(Cancelled);
            }

            await ScriptedProvider.SendAsync(context, Wire.ChatEvents[^3] + Wire.ChatEvents[^1]);
        });
        await using var gateway = GatewayServer.Before(provider);

        var slow = AskAsync(gateway, "order", "slow", stream: true);
        await begun.Task.WaitAsync(TimeSpan.FromSeconds(10), Cancelled);
        await AskAsync(gateway, "order", "quick", stream: true);
        first.SetResult();
        await slow;
        provider.TakeRequests();
        await AskAsync(gateway, "order", "last", stream: true);

        const string Said = "assistant: Grüß \"usage\" 😀";
        Assert.Equal(["user: quick", Said, "user: slow", Said, "user: last"], Upstream.Items(await provider.NextRequestAsync()));
    }

    [Theory]
    [InlineData("""[{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"refusal","refusal":"I cannot."}]}]""")]
    [InlineData("""[{"id":"rs_1","type":"reasoning","summary":[]}]""")]
    [InlineData("""[{"id":"ws_1","type":"web_search_call","status":"completed"}]""")]
    [InlineData("[]")]
    public async Task A_response_without_text_can_be_continued_and_had_again(string output)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(
            $$"""{"id":"resp_1","object":"response","status":"completed","model":"m","output":{{output}}}""");
        await using var gateway = GatewayServer.Before(provider);

        (await gateway.SendAsync("/v1/responses", """{"model":"m","input":"one"}""")).Response.Dispose();
        var (next, text) = await gateway.SendAsync("/v1/responses", """{"model":"m","input":"two","previous_response_id":"resp_1"}""");

        using (next)
        {
            Assert.True(next.IsSuccessStatusCode, text);
            using var asked = JsonDocument.Parse(provider.TakeRequests()[1].Body);
            using var expected = JsonDocument.Parse(output);
            var input = asked.RootElement.GetProperty("input").EnumerateArray().ToArray();
            Assert.Equal(expected.RootElement.EnumerateArray().Select(item => item.GetRawText()), input[1..^1].Select(item => item.GetRawText()));
            Assert.Equal(2, input.Length - expected.RootElement.GetArrayLength());
        }
    }

    [Fact]
    public async Task A_tools_result_that_is_answered_with_nothing_is_kept()
    {
        var answers = new Queue<string>(
        [
            """[{"type":"tool_use","id":"t1","name":"f","input":{}}]""", "[]", """[{"type":"text","text":"done"}]""",
        ]);
        await using var provider = await ScriptedProvider.StartAsync(context => ScriptedProvider.SendAsync(
            context, $$"""{"id":"msg_1","type":"message","role":"assistant","model":"m","content":{{answers.Dequeue()}},"stop_reason":"end_turn"}"""));
        await using var gateway = GatewayServer.Before(provider);
        string[] asked =
        [
            """{"role":"user","content":"go"}""", """{"role":"user","content":[{"type":"tool_result","tool_use_id":"t1","content":"ok"}]}""",
            """{"role":"user","content":"and?"}""",
        ];

        foreach (var message in asked)
        {
            (await gateway.SendAsync(
                "/v1/messages", $$"""{"model":"m","max_tokens":9,"messages":[{{message}}]}""", ("x-conversation-id", "tools"))).Response.Dispose();
        }

        using var last = JsonDocument.Parse(provider.TakeRequests()[2].Body);
        var sent = last.RootElement.GetProperty("messages").EnumerateArray().Select(message => message.GetRawText()).ToArray();
        Assert.Equal([asked[0], """{"role":"assistant","content":[{"type":"tool_use","id":"t1","name":"f","input":{}}]}""", asked[1], asked[2]], sent);
    }

    [Fact]
    public async Task Text_that_is_no_valid_Unicode_goes_through_history_and_its_API()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        const string Half = """{"role":"user","content":"half \ud83d of one"}""";

        foreach (var (path, more) in ((string, string)[])[("/v1/chat/completions", ""), ("/v1/messages", "\"max_tokens\":9,"), ("/v1/chat/completions", "")])
        {
            var (response, body) = await gateway.SendAsync(path, $$"""{"model":"m",{{more}}"messages":[{{Half}}]}""", ("x-conversation-id", "half"));
            response.Dispose();
            Assert.True(response.IsSuccessStatusCode, body);
        }

        using var list = await gateway.Client.GetAsync("/v1/conversations", Cancelled);
        using var items = await gateway.Client.GetAsync("/v1/conversations/half/items", Cancelled);
        Assert.True(list.IsSuccessStatusCode && items.IsSuccessStatusCode);
        Assert.Contains(Half, provider.TakeRequests()[2].Body, StringComparison.Ordinal);
    }

    private static async Task AskAsync(GatewayServer gateway, string conversation, string text, bool stream = false)
    {
        var (response, body) = await gateway.SendAsync(
            "/v1/chat/completions",
            $$"""{"model":"m",{{(stream ? "\"stream\":true," : "")}}"messages":[{"role":"user","content":"{{text}}"}]}""",
            ("x-conversation-id", conversation));
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, body);
        }
    }
}
