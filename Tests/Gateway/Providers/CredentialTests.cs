using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace LlmAspire.Tests.Gateway.Providers;

public sealed class CredentialTests
{
    private static readonly (string Name, string Value)[] Private =
    [
        ("Authorization", "Bearer client-key"), ("x-api-key", "client-api-key"), ("api-key", "azure-key"), ("Cookie", "session=1"),
        ("baggage", "user=7"), ("X-Forwarded-For", "10.0.0.7"), ("x-conversation-id", "conv-1"),
    ];

    [Theory]
    [InlineData("/v1/chat/completions", "Authorization", "Bearer provider-key")]
    [InlineData("/v1/responses", "Authorization", "Bearer provider-key")]
    [InlineData("/v1/messages", "x-api-key", "provider-key")]
    public async Task The_configured_key_replaces_whatever_the_client_sends(string path, string header, string value)
    {
        var received = await SendAsync(path, ("Gateway:Providers:test:ApiKey", "provider-key"));

        Assert.Equal(value, received[header]);
        Assert.Equal([header], received.Keys.Where(IsPrivate));
    }

    [Fact]
    public async Task Without_a_key_no_credential_no_cookie_no_baggage_and_no_address_reaches_the_provider()
    {
        var received = await SendAsync("/v1/chat/completions");

        Assert.DoesNotContain(received.Keys, IsPrivate);
        Assert.Equal("identity", received["Accept-Encoding"]);
    }

    [Theory]
    [InlineData("/v1/chat/completions", "Authorization", "Bearer client-key")]
    [InlineData("/v1/messages", "x-api-key", "client-api-key")]
    public async Task A_credential_that_is_passed_through_goes_in_the_header_of_the_API_and_the_other_does_not(string path, string header, string value)
    {
        var received = await SendAsync(path, ("Gateway:Providers:test:PassThroughAuth", "true"));

        Assert.Equal(value, received[header]);
        Assert.Equal([header], received.Keys.Where(IsPrivate));
    }

    [Fact]
    public async Task Configured_headers_go_along_and_the_providers_cookies_do_not_come_back()
    {
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.Headers.SetCookie = "tracker=1";
            context.Response.Headers["x-request-id"] = "req_provider";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Wire.ChatAnswer);
        });
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Providers:test:Headers:OpenAI-Organization", "org-1"));

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Wire.Request, ("x-request-id", "mine"), ("OpenAI-Organization", "org-2"));

        using (response)
        {
            Assert.Equal("org-1", (await provider.NextRequestAsync()).Headers["OpenAI-Organization"]);
            Assert.False(response.Headers.Contains("Set-Cookie"));
            Assert.Equal(
                ("mine", "req_provider"),
                (response.Headers.GetValues("x-request-id").Single(), response.Headers.GetValues("x-provider-request-id").Single()));
        }
    }

    [Fact]
    public async Task A_providers_conversation_id_is_not_taken_for_one_of_the_gateway()
    {
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            context.Response.Headers["x-conversation-id"] = "theirs";
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Wire.ChatAnswer);
        });
        await using var gateway = GatewayServer.Before(provider);

        var (without, _) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);
        var (named, _) = await gateway.SendAsync("/v1/chat/completions", Wire.Request, ("x-conversation-id", "ours"));

        using (without)
        using (named)
        {
            Assert.False(without.Headers.Contains("x-conversation-id"));
            Assert.Equal("ours", named.Headers.GetValues("x-conversation-id").Single());
        }
    }

    private static bool IsPrivate(string header) =>
        Private.Any(known => string.Equals(known.Name, header, StringComparison.OrdinalIgnoreCase))
        || header.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase);

    private static async Task<IReadOnlyDictionary<string, string>> SendAsync(string path, params (string, string?)[] settings)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(provider, settings);
        var (response, _) = await gateway.SendAsync(path, Wire.Request, Private);
        response.Dispose();
        return (await provider.NextRequestAsync()).Headers;
    }
}
