using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using LlmAspire.Gateway;
using LlmAspire.Tests.Gateway.Conversations;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Authentication;

public sealed class ApiKeyTests
{
    private const string KeyOfA = "sk-gateway-a";
    private const string KeyOfB = "sk-gateway-b";

    private static readonly (string, string?)[] Keys =
    [
        ("Gateway:ApiKeys:0:Name", "team-a"), ("Gateway:ApiKeys:0:Sha256", Hash(KeyOfA)),
        ("Gateway:ApiKeys:1:Name", "team-b"), ("Gateway:ApiKeys:1:Sha256", Hash(KeyOfB).ToUpperInvariant()),
    ];

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Authorization", "Bearer " + KeyOfA)]
    [InlineData("Authorization", "bearer  " + KeyOfB)]
    [InlineData("x-api-key", KeyOfB)]
    public async Task A_key_of_the_gateway_lets_in_and_goes_no_further(string header, string value)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, [("Gateway:Providers:test:ApiKey", "sk-provider"), .. Keys]);

        var (response, _) = await gateway.SendAsync("/v1/messages", Wire.AnthropicRequest, (header, value));

        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var sent = await provider.NextRequestAsync();
            Assert.Equal("sk-provider", sent.Headers["x-api-key"]);
            Assert.DoesNotContain(sent.Headers, pair => pair.Value.Contains("sk-gateway", StringComparison.Ordinal));
        }
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("Authorization", "Bearer sk-wrong")]
    [InlineData("Authorization", "Bearer ")]
    [InlineData("Authorization", "Basic " + KeyOfA)]
    [InlineData("Authorization", KeyOfA)]
    [InlineData("x-api-key", "")]
    [InlineData("x-api-key", KeyOfA + "x")]
    [InlineData("api-key", KeyOfA)]
    public async Task Without_a_key_every_API_answers_401_in_its_own_shape(string? header, string? value)
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, Keys);
        (string, string)[] headers = header is null ? [] : [(header, value!)];

        foreach (var path in (string[])["/v1/chat/completions", "/v1/responses", "/v1/messages", "/v1/conversations", "/v1/unknown"])
        {
            var (response, body) = await gateway.SendAsync(path, Wire.Request, headers);
            using (response)
            {
                var root = JsonDocument.Parse(body).RootElement;
                Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
                Assert.Equal("invalid_api_key", root.GetProperty("error").GetProperty("code").GetString());
                Assert.Equal(path == "/v1/messages", root.TryGetProperty("type", out _));
                Assert.True(response.Headers.Contains("x-trace-id"));
                Assert.Equal("Bearer", response.Headers.WwwAuthenticate.ToString());
            }
        }

        Assert.Empty(provider.TakeRequests());
    }

    [Fact]
    public async Task Anthropics_401_has_the_type_that_its_SDK_expects()
    {
        await using var gateway = GatewayServer.Start(Keys);

        var (response, body) = await gateway.SendAsync("/v1/messages", Wire.AnthropicRequest);

        using (response)
        {
            Assert.Contains("\"type\":\"authentication_error\"", body, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Health_needs_no_key()
    {
        await using var gateway = GatewayServer.Start(Keys);

        Assert.Equal("Healthy", await gateway.Client.GetStringAsync("/health", Cancelled));
    }

    [Fact]
    public async Task Keys_may_stand_as_a_map_of_names_and_hashes()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, ("Gateway:ApiKeys:team-a", Hash(KeyOfA)));

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Wire.Request, ("x-api-key", KeyOfA));

        using (response)
        {
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        }
    }

    [Fact]
    public async Task With_a_key_any_host_name_will_do()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, Keys);
        using var request = GatewayServer.Post("/v1/chat/completions", Wire.Request, ("x-api-key", KeyOfA));
        request.Headers.Host = "gateway.internal";

        using var response = await gateway.Client.SendAsync(request, Cancelled);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task What_one_key_has_made_is_not_there_for_another()
    {
        await using var provider = await Upstream.StartAsync();
        await using var gateway = GatewayServer.Before(provider, Keys);
        var (created, body) = await gateway.SendAsync("/v1/conversations", "{}", ("x-api-key", KeyOfA));
        var id = JsonDocument.Parse(body).RootElement.GetProperty("id").GetString()!;
        created.Dispose();
        await SendAsync(gateway, KeyOfA, HttpMethod.Post, "/v1/responses", $$"""{"model":"m","input":"secret","conversation":"{{id}}"}""", 200);
        await SendAsync(gateway, KeyOfA, HttpMethod.Post, "/v1/chat/completions", Wire.Request, 200, ("x-conversation-id", "shared"));
        provider.TakeRequests();

        await SendAsync(gateway, KeyOfB, HttpMethod.Get, $"/v1/conversations/{id}", null, 404);
        await SendAsync(gateway, KeyOfB, HttpMethod.Get, $"/v1/conversations/{id}/items", null, 404);
        await SendAsync(gateway, KeyOfB, HttpMethod.Delete, $"/v1/conversations/{id}", null, 404);
        await SendAsync(gateway, KeyOfB, HttpMethod.Post, $"/v1/conversations/{id}", """{"metadata":{}}""", 404);
        await SendAsync(gateway, KeyOfB, HttpMethod.Get, "/v1/responses/resp_1", null, 404);
        await SendAsync(gateway, KeyOfB, HttpMethod.Delete, "/v1/responses/resp_1", null, 404);
        await SendAsync(gateway, KeyOfB, HttpMethod.Post, "/v1/responses", """{"model":"m","input":"x","previous_response_id":"resp_1"}""", 400);
        await SendAsync(gateway, KeyOfB, HttpMethod.Post, "/v1/responses", $$"""{"model":"m","input":"x","conversation":"{{id}}"}""", 404);
        Assert.Empty(provider.TakeRequests());
        await SendAsync(gateway, KeyOfB, HttpMethod.Post, "/v1/chat/completions", Wire.Request, 200, ("x-conversation-id", "shared"));
        Assert.Single(Upstream.Items(await provider.NextRequestAsync()));
        Assert.Contains("\"data\":[]", await SendAsync(gateway, KeyOfB, HttpMethod.Get, "/v1/conversations?after=", null, 200, skip: "shared"), StringComparison.Ordinal);
        Assert.Contains("secret", await SendAsync(gateway, KeyOfA, HttpMethod.Get, $"/v1/conversations/{id}/items", null, 200), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://0.0.0.0:0")]
    [InlineData("http://*:0")]
    [InlineData("http://[::]:0")]
    [InlineData("http://127.0.0.1:0;http://+:0")]
    public async Task Without_keys_a_gateway_that_other_machines_reach_does_not_start(string urls)
    {
        var failure = await FailedStart.OfAsync(typeof(GatewayAssembly).Assembly, $"urls={urls}");

        Assert.Contains("Gateway:AllowAnonymous=true", Assert.Single(failure.Failures), StringComparison.Ordinal);
        Assert.Contains("Gateway:ApiKeys", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_open_endpoint_of_Kestrels_own_section_is_refused_too()
    {
        var failure = await FailedStart.OfAsync(typeof(GatewayAssembly).Assembly, "Kestrel:Endpoints:All:Url=http://0.0.0.0:0");

        Assert.Contains("http://0.0.0.0:0", Assert.Single(failure.Failures), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Everything_that_is_wrong_with_keys_is_told_at_once_and_no_key_with_it()
    {
        var failure = await FailedStart.OfAsync(
            typeof(GatewayAssembly).Assembly,
            "Gateway:ApiKeys:0:Name=Team A", $"Gateway:ApiKeys:0:Sha256={Hash(KeyOfA)}",
            "Gateway:ApiKeys:1:Name=team-b", "Gateway:ApiKeys:1:Sha256=sk-in-clear",
            "Gateway:ApiKeys:2:Name=team-c", $"Gateway:ApiKeys:2:Sha256={Hash(KeyOfA)}",
            "Gateway:Providers:p:Address=http://localhost:1", "Gateway:Providers:p:PassThroughAuth=true");

        Assert.Equal(4, failure.Failures.Count());
        Assert.Contains(failure.Failures, text => text.Contains("'Team A'", StringComparison.Ordinal));
        Assert.Contains(failure.Failures, text => text.Contains("PassThroughAuth", StringComparison.Ordinal));
        Assert.DoesNotContain(failure.Failures, text => text.Contains("sk-in-clear", StringComparison.Ordinal));
    }

    private static async Task<string> SendAsync(
        GatewayServer gateway, string key, HttpMethod method, string path, string? json, int status, (string Name, string Value)? header = null,
        string? skip = null)
    {
        using var request = json is null ? new HttpRequestMessage(method, path) : GatewayServer.Post(path, json);
        request.Headers.TryAddWithoutValidation("x-api-key", key);
        if (header is { } extra)
        {
            request.Headers.TryAddWithoutValidation(extra.Name, extra.Value);
        }

        if (skip is not null)
        {
            using var delete = new HttpRequestMessage(HttpMethod.Delete, $"/v1/conversations/{skip}");
            delete.Headers.TryAddWithoutValidation("x-api-key", key);
            (await gateway.Client.SendAsync(delete, Cancelled)).Dispose();
        }

        using var response = await gateway.Client.SendAsync(request, Cancelled);
        var body = await response.Content.ReadAsStringAsync(Cancelled);
        Assert.True(status == (int)response.StatusCode, $"{method} {path}: {(int)response.StatusCode} {body}");
        return body;
    }

    private static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
