using System.Text;
using System.Text.Json.Nodes;
using LlmAspire.Gateway.Forwarding;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Forwarding;

public sealed class UsageRequestTests
{
    private const string AskingRequest = """{"model":"m-1","stream":true,"stream_options":{"include_usage":true},"messages":[]}""";

    [Theory]
    [InlineData("""{"model":"m"}""", """{"stream_options":{"include_usage":true},"model":"m"}""")]
    [InlineData(""" { "model":"m" } """, """ {"stream_options":{"include_usage":true}, "model":"m" } """)]
    [InlineData("""{"model":"m","stream_options":null}""", """{"model":"m","stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream_options" : { } ,"model":"m"}""", """{"stream_options" : {"include_usage":true } ,"model":"m"}""")]
    [InlineData(
        """{"stream_options":{"include_obfuscation":false},"model":"m"}""",
        """{"stream_options":{"include_usage":true,"include_obfuscation":false},"model":"m"}""")]
    [InlineData(
        """{"stream_options":{"a":[{"include_usage":true}],"include_usage":false}}""",
        """{"stream_options":{"a":[{"include_usage":true}],"include_usage":true}}""")]
    [InlineData("""{"stream_options":{"include_usage":null}}""", """{"stream_options":{"include_usage":true}}""")]
    [InlineData("""{"stream\u005foptions":{"include\u005fusage":false},"stream_options":1}""", null)]
    [InlineData(
        """{"x":"stream_options","stream\u005foptions":{"include\u005fusage":false}}""",
        """{"x":"stream_options","stream\u005foptions":{"include\u005fusage":true}}""")]
    [InlineData(
        """{"stream_options":{"include_usage":true},"stream_options":{}}""",
        """{"stream_options":{"include_usage":true},"stream_options":{"include_usage":true}}""")]
    [InlineData(
        """{"messages":[{"content":"\"stream_options\":{","stream_options":{"include_usage":true}}]}""",
        """{"stream_options":{"include_usage":true},"messages":[{"content":"\"stream_options\":{","stream_options":{"include_usage":true}}]}""")]
    [InlineData("""{"stream_options":{"include_usage":true}}""", null)]
    [InlineData("""{"stream_options":{"include_usage":"yes"}}""", null)]
    [InlineData("""{"stream_options":[]}""", null)]
    [InlineData("""{"stream_options":"all"}""", null)]
    public async Task The_wish_for_usage_is_added_and_every_other_byte_stays(string body, string? expected)
    {
        var added = UsageRequest.AddTo(Encoding.UTF8.GetBytes(body));

        using var content = new SplicedContent(added);
        var sent = await content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.Equal((expected is not null, expected ?? body), (added.IsChanged, sent));
        Assert.Equal(Encoding.UTF8.GetByteCount(sent), added.Length);
    }

    [Theory]
    [InlineData("/v1/chat/completions")]
    [InlineData("/v1/completions")]
    public async Task A_client_that_did_not_ask_for_usage_is_metered_and_sees_the_stream_without_it(string path)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await gateway.SendAsync(path, Wire.StreamRequestWithoutUsage);

        using (response)
        {
            Assert.Equal(string.Concat(Wire.ChatEvents[..6]) + Wire.ChatEvents[7], body);
            var asked = JsonNode.Parse((await provider.NextRequestAsync()).Body)!;
            Assert.True((bool)asked["stream_options"]!["include_usage"]!);
            await gateway.WaitForCallAsync("completed");
            Assert.Equal(11, gateway.Metrics.Of("llm.tokens").Single(tokens => tokens.Labels["kind"] == "prompt").Value);
        }
    }

    [Fact]
    public async Task A_client_that_asked_for_usage_gets_it()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", AskingRequest);

        using (response)
        {
            Assert.Equal(string.Concat(Wire.ChatEvents), body);
            Assert.Equal(AskingRequest, (await provider.NextRequestAsync()).Body);
        }
    }

    [Theory]
    [InlineData("Gateway:Streaming:RequestUsage")]
    [InlineData("Gateway:Providers:test:RequestUsage")]
    public async Task Where_it_is_switched_off_nothing_is_added_and_nothing_taken_out(string setting)
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider, (setting, "false"));

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequestWithoutUsage);

        using (response)
        {
            Assert.Equal((string.Concat(Wire.ChatEvents), Wire.StreamRequestWithoutUsage), (body, (await provider.NextRequestAsync()).Body));
        }
    }

    [Theory]
    [InlineData("/v1/chat/completions", Wire.Request)]
    [InlineData("/v1/responses", Wire.StreamRequestWithoutUsage)]
    [InlineData("/v1/messages", Wire.AnthropicRequest)]
    public async Task Requests_that_need_not_ask_reach_the_provider_as_they_are(string path, string request)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider);

        var (response, _) = await gateway.SendAsync(path, request);

        using (response)
        {
            Assert.Equal(request, (await provider.NextRequestAsync()).Body);
        }
    }

    [Fact]
    public async Task A_long_conversation_reaches_the_provider_whole()
    {
        var body = """{"model":"m-1","stream":true,"messages":[{"role":"user","content":"X"}]}"""
            .Replace("X", string.Concat(Enumerable.Range(0, 100_000).Select(i => i + " ")), StringComparison.Ordinal);
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider);

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", body);

        using (response)
        {
            Assert.Equal("{\"stream_options\":{\"include_usage\":true}," + body[1..], (await provider.NextRequestAsync()).Body);
        }
    }
}
