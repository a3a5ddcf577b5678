using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Conversations;

/// <summary>Clients that send their history along, whole or in part, in other words than it is stored in, and through another dialect.</summary>
public sealed class ResentHistoryTests
{
    private static readonly (string Path, string Question, string Ask)[] Dialects =
    [
        ("/v1/chat/completions", """
            {"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]}
            """, """{"model":"m","messages":[<items>]}"""),
        ("/v1/messages", """
            {"role":"user","content":[{"type":"text","text":"What is this?"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]}
            """, """{"model":"m","max_tokens":9,"system":"be short","messages":[<items>]}"""),
        ("/v1/responses", """
            {"role":"user","content":[{"type":"input_text","text":"What is this?"},{"type":"input_image","detail":"auto","image_url":"data:image/png;base64,AAAA"}]}
            """, """{"model":"m","instructions":"be short","input":[<items>]}"""),
    ];

    public static TheoryData<string, string> Resent => new()
    {
        { "/v1/chat/completions", """[{"role":"system","content":"s"},{"role":"user","content":"one"},{"role":"assistant","content":"answer 1"},{"role":"user","content":"two"}]""" },
        { "/v1/chat/completions", """[{"role":"user","content":[{"type":"text","text":"one"}]},{"role":"assistant","content":[{"type":"text","text":"answer "},{"type":"text","text":"1"}]},{"role":"user","content":"two"}]""" },
        { "/v1/chat/completions", """[{"role":"assistant","content":"answer 1","refusal":null,"name":"x"},{"role":"user","content":"two"}]""" },
        { "/v1/messages", """[{"role":"user","content":"one"},{"role":"assistant","content":" answer 1\n"},{"role":"user","content":"two"}]""" },
        { "/v1/messages", """[{"role":"user","content":[{"type":"text","text":"one"}]},{"role":"assistant","content":"answer 1"},{"role":"user","content":"two"}]""" },
        { "/v1/messages", """[{"role":"assistant","content":[{"type":"text","text":"answer 1","cache_control":{"type":"ephemeral"}}]},{"role":"user","content":"two"}]""" },
        { "/v1/responses", """[{"role":"user","content":"one"},{"role":"assistant","content":"answer 1"},{"role":"user","content":"two"}]""" },
        { "/v1/responses", """[{"type":"message","id":"msg_1","role":"assistant","status":"completed","content":[{"type":"output_text","text":"answer 1","annotations":[]}]},{"role":"user","content":"two"}]""" },
    };

    [Theory]
    [MemberData(nameof(Resent))]
    public async Task Whole_in_part_and_in_other_words_it_is_not_doubled(string path, string items)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider);
        var member = path == "/v1/responses" ? "input" : "messages";

        await AskAsync(gateway, path, $$"""{"model":"m","max_tokens":9,"{{member}}":[{"role":"user","content":"one"}]}""");
        await AskAsync(gateway, path, $$"""{"model":"m","max_tokens":9,"{{member}}":{{items}}}""");
        await AskAsync(gateway, path, $$"""{"model":"m","max_tokens":9,"{{member}}":[{"role":"user","content":"three"}]}""");

        var requests = provider.TakeRequests();
        Assert.Equal(
            ["user: one", "assistant: answer 1", "user: two"], Upstream.Items(requests[1]).Where(item => !item.StartsWith("system", StringComparison.Ordinal)));
        Assert.Equal(["user: one", "assistant: answer 1", "user: two", "assistant: answer 2", "user: three"], Upstream.Items(requests[2]));
    }

    public static TheoryData<int, int> Pairs => [.. from a in Enumerable.Range(0, 3) from b in Enumerable.Range(0, 3) select (a, b)];

    [Theory]
    [MemberData(nameof(Pairs))]
    public async Task A_conversation_with_an_image_and_parallel_tools_goes_on_in_any_dialect(int begin, int on)
    {
        var answers = new Queue<string>([Calls(Dialects[begin].Path), Says(Dialects[begin].Path), Says(Dialects[on].Path)]);
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            await ScriptedProvider.SendAsync(context, answers.Dequeue());
        });
        await using var gateway = GatewayServer.Before(provider);

        await AskAsync(gateway, Dialects[begin].Path, Dialects[begin].Ask.Replace("<items>", Dialects[begin].Question, StringComparison.Ordinal));
        await AskAsync(gateway, Dialects[begin].Path, Dialects[begin].Ask.Replace("<items>", Results(Dialects[begin].Path), StringComparison.Ordinal));
        await AskAsync(gateway, Dialects[on].Path, Dialects[on].Ask.Replace("<items>", """{"role":"user","content":"And now?"}""", StringComparison.Ordinal));

        using var last = JsonDocument.Parse(provider.TakeRequests()[2].Body);
        var items = last.RootElement.TryGetProperty("input", out var input) ? input : last.RootElement.GetProperty("messages");
        var all = items.GetRawText();
        string[] order = ["What is this?", "AAAA", "call_1", "call_2", "a cat", "a dog", "Both.", "And now?"];
        var places = order.Select(part => all.IndexOf(part, StringComparison.Ordinal)).ToArray();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
        Assert.All(
            (string[])["What is this?", "AAAA", "a cat", "a dog", "Both.", "And now?"],
            part => Assert.Equal(all.IndexOf(part, StringComparison.Ordinal), all.LastIndexOf(part, StringComparison.Ordinal)));
        Assert.DoesNotContain("be short", all, StringComparison.Ordinal);
        Assert.Equal(on switch { 0 => 6, 1 => 5, _ => 7 }, items.GetArrayLength());
    }

    [Fact]
    public async Task A_tool_that_failed_is_one_to_the_dialect_that_can_say_so_and_its_words_reach_the_others()
    {
        var answers = new Queue<string>([Calls("/v1/messages"), Says("/v1/messages"), Says("/v1/messages"), Says("/v1/responses")]);
        await using var provider = await ScriptedProvider.StartAsync(context => ScriptedProvider.SendAsync(context, answers.Dequeue()));
        await using var gateway = GatewayServer.Before(provider);
        const string Failed = """{"type":"tool_result","tool_use_id":"call_1","content":"no such city","is_error":true}""";
        const string Fine = """{"type":"tool_result","tool_use_id":"call_2","content":[{"type":"text","text":"rain"}]}""";

        await AskAsync(gateway, "/v1/messages", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"weather?"}]}""");
        await AskAsync(gateway, "/v1/messages", $$"""{"model":"m","max_tokens":9,"messages":[{"role":"user","content":[{{Failed}},{{Fine}}]}]}""");
        await AskAsync(gateway, "/v1/messages", """{"model":"m","max_tokens":9,"messages":[{"role":"user","content":"And now?"}]}""");
        await AskAsync(gateway, "/v1/responses", """{"model":"m","input":"And there?"}""");

        var requests = provider.TakeRequests();
        Assert.Contains(Failed, requests[2].Body, StringComparison.Ordinal);
        Assert.Contains("""{"type":"function_call_output","call_id":"call_1","output":"no such city"}""", requests[3].Body, StringComparison.Ordinal);
    }

    private static string Calls(string path) => path switch
    {
        "/v1/messages" => """{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[{"type":"tool_use","id":"call_1","name":"look","input":{"at":1}},{"type":"tool_use","id":"call_2","name":"look","input":{"at":2}}],"stop_reason":"tool_use"}""",
        "/v1/responses" => """{"id":"resp_1","object":"response","status":"completed","model":"m","output":[{"id":"fc_1","type":"function_call","status":"completed","call_id":"call_1","name":"look","arguments":"{\"at\":1}"},{"id":"fc_2","type":"function_call","status":"completed","call_id":"call_2","name":"look","arguments":"{\"at\":2}"}]}""",
        _ => """{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":null,"tool_calls":[{"id":"call_1","type":"function","function":{"name":"look","arguments":"{\"at\":1}"}},{"id":"call_2","type":"function","function":{"name":"look","arguments":"{\"at\":2}"}}]},"finish_reason":"tool_calls"}]}""",
    };

    private static string Results(string path) => path switch
    {
        "/v1/messages" => """{"role":"user","content":[{"type":"tool_result","tool_use_id":"call_1","content":"a cat"},{"type":"tool_result","tool_use_id":"call_2","content":"a dog"}]}""",
        "/v1/responses" => """{"type":"function_call_output","call_id":"call_1","output":"a cat"},{"type":"function_call_output","call_id":"call_2","output":"a dog"}""",
        _ => """{"role":"tool","tool_call_id":"call_1","content":"a cat"},{"role":"tool","tool_call_id":"call_2","content":"a dog"}""",
    };

    private static string Says(string path) => path switch
    {
        "/v1/messages" => """{"id":"msg_2","type":"message","role":"assistant","model":"m","content":[{"type":"text","text":"Both."}],"stop_reason":"end_turn"}""",
        "/v1/responses" => """{"id":"resp_2","object":"response","status":"completed","model":"m","output":[{"id":"msg_2","type":"message","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Both.","annotations":[]}]}]}""",
        _ => """{"id":"c","object":"chat.completion","model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Both."},"finish_reason":"stop"}]}""",
    };

    private static async Task AskAsync(GatewayServer gateway, string path, string body)
    {
        var (response, answer) = await gateway.SendAsync(path, body, ("x-conversation-id", "resent"));
        using (response)
        {
            Assert.True(response.IsSuccessStatusCode, answer);
        }
    }
}
