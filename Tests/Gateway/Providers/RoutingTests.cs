using System.Net;
using System.Text.Json;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.Extensions.Options;

namespace LlmAspire.Tests.Gateway.Providers;

public sealed class RoutingTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("listed", "one", "listed")]
    [InlineData("org/listed-with-slash", "one", "org/listed-with-slash")]
    [InlineData("two/anything", "two", "anything")]
    [InlineData("TWO/anything", "two", "anything")]
    [InlineData("fast", "one", "listed")]
    [InlineData("far", "two", "deep/model")]
    public async Task A_model_finds_its_provider_and_its_name_there(string model, string provider, string name)
    {
        await using var one = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var two = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = Two(one, two);

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", $$"""{"a":"model","model" : "{{model}}", "z":1}""");

        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var received = await (provider == "one" ? one : two).NextRequestAsync();
            Assert.Equal($$"""{"a":"model","model" : "{{name}}", "z":1}""", received.Body);
        }
    }

    [Fact]
    public async Task An_unknown_model_is_a_404_in_the_callers_shape_that_lists_what_exists()
    {
        await using var one = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = Two(one, one);

        var (openAi, openAiBody) = await gateway.SendAsync("/v1/chat/completions", """{"model":"nope"}""");
        var (anthropic, anthropicBody) = await gateway.SendAsync("/v1/messages", """{"model":"nope"}""");

        using (openAi)
        using (anthropic)
        {
            Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.NotFound), (openAi.StatusCode, anthropic.StatusCode));
            Assert.Contains("\"code\":\"model_not_found\"", openAiBody, StringComparison.Ordinal);
            Assert.Contains("\"type\":\"not_found_error\"", anthropicBody, StringComparison.Ordinal);
            Assert.Contains("far, fast, listed, org/listed-with-slash, two/<model>", openAiBody, StringComparison.Ordinal);
            Assert.Contains("far, fast, listed", anthropicBody, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_gateway_without_providers_says_so()
    {
        await using var gateway = GatewayServer.Start([]);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        using (response)
        {
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
            Assert.Contains("no provider is configured", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task An_API_that_the_provider_lacks_is_a_400_unsupported_api()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Providers:test:Apis:0", "openai.chat"));

        var (response, body) = await gateway.SendAsync("/v1/messages", Wire.AnthropicRequest);

        using (response)
        {
            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Contains("\"code\":\"unsupported_api\"", body, StringComparison.Ordinal);
            Assert.Contains("/v1/chat/completions", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_provider_may_be_named_by_service_discovery()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Start(
        [
            ("Gateway:Providers:test:Address", "https+http://some-llm"), ("Gateway:Providers:test:Default", "true"),
            ("services:some-llm:http:0", provider.Address.Authority),
        ]);

        var (response, body) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);

        using (response)
        {
            Assert.Equal(Wire.ChatAnswer, body);
        }
    }

    [Fact]
    public async Task The_list_of_models_has_aliases_listed_models_and_the_default_providers_own()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("""{"object":"list","data":[{"id":"own-1","object":"model"},{"id":"m-9"}]}""");
        await using var gateway = GatewayServer.Before(
            provider, ("Gateway:Providers:test:Models:0", "m-9"), ("Gateway:Aliases:fast", "m-9"));

        using var list = JsonDocument.Parse(await gateway.Client.GetStringAsync("/v1/models", Cancelled));

        Assert.Equal("list", list.RootElement.GetProperty("object").GetString());
        Assert.Equal(
            ["fast", "m-9", "own-1"], list.RootElement.GetProperty("data").EnumerateArray().Select(model => model.GetProperty("id").GetString()));
        Assert.All(list.RootElement.GetProperty("data").EnumerateArray(), model => Assert.Equal(
            ("model", "test"), (model.GetProperty("object").GetString(), model.GetProperty("owned_by").GetString())));
    }

    [Fact]
    public void Every_wrong_setting_is_told_at_once_at_start()
    {
        var failure = Assert.Throws<OptionsValidationException>(() => GatewayServer.Start(
        [
            ("Gateway:Providers:a:Address", "ftp://x"), ("Gateway:Providers:a:Default", "true"),
            ("Gateway:Providers:b:Address", "http://b"), ("Gateway:Providers:b:Default", "true"), ("Gateway:Providers:b:Apis:0", "soap"),
            ("Gateway:Providers:c:Address", "http://c"), ("Gateway:Providers:c:ApiKey", "k-secret"), ("Gateway:Providers:c:PassThroughAuth", "true"),
            ("Gateway:IdleTimeout", "00:00:00"), ("Gateway:MaxRequestBodyBytes", "3"),
        ]));

        foreach (var expected in (string[])
            [
                "Gateway:Providers:a:Address is 'ftp://x'", "Gateway:Providers:b:Apis has 'soap': it may have openai.chat", "2 defaults (a, b)",
                "Gateway:Providers:c: PassThroughAuth and ApiKey exclude each other", "Gateway:IdleTimeout is 00:00:00", "Gateway:MaxRequestBodyBytes is 3",
            ])
        {
            Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
        }

        Assert.DoesNotContain("k-secret", failure.Message, StringComparison.Ordinal);
    }

    private static GatewayServer Two(ScriptedProvider one, ScriptedProvider two) => GatewayServer.Start(
    [
        ("Gateway:Providers:one:Address", one.Address.AbsoluteUri), ("Gateway:Providers:one:Models:0", "listed"),
        ("Gateway:Providers:one:Models:1", "org/listed-with-slash"),
        ("Gateway:Providers:two:Address", two.Address.AbsoluteUri),
        ("Gateway:Aliases:fast", "listed"), ("Gateway:Aliases:far", "two/deep/model"),
    ]);
}
