using System.Text.Json;
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
