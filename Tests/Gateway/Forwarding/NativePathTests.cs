using System.Net;
using System.Security.Cryptography;
using System.Text;
using LlmAspire.Gateway.Telemetry;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;

namespace LlmAspire.Tests.Gateway.Forwarding;

public sealed class NativePathTests
{
    private const string Gemini = """{"candidates":[{"content":{"parts":[{"text":"hi"}]},"finishReason":"STOP"}],"usageMetadata":{"promptTokenCount":3,"candidatesTokenCount":4,"thoughtsTokenCount":5,"totalTokenCount":12},"modelVersion":"g-1-real","responseId":"r-1"}""";

    [Theory]
    [InlineData("v1beta/models/g-1:generateContent", Gemini, "g-1", "g-1-real", 3, 9)]
    [InlineData("api/chat", """{"model":"g-1-real","message":{"content":"hi"},"done":true,"done_reason":"stop","prompt_eval_count":3,"eval_count":9}""", "m-1", "g-1-real", 3, 9)]
    [InlineData("v2/chat", """{"id":"c","message":{"content":[{"type":"text","text":"hi"}]},"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":3,"output_tokens":9}}}""", "m-1", null, 3, 9)]
    [InlineData("model/eu.x-1%3A0/converse", """{"output":{"message":{"content":[{"text":"hi"}]}},"stopReason":"end_turn","usage":{"inputTokens":3,"outputTokens":9,"totalTokens":12}}""", "eu.x-1:0", null, 3, 9)]
    [InlineData("openai/deployments/d-1/chat/completions?api-version=2026-01-01", Wire.ChatAnswer, "d-1", "m-1-real", 11, 2)]
    [InlineData("something/of/its/own", Wire.ChatAnswer, "m-1", "m-1-real", 11, 2)]
    public async Task A_call_over_a_providers_own_path_is_observed_in_its_dialect(
        string path, string answer, string asked, string? answered, long input, long output)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(answer);
        await using var gateway = GatewayServer.Before(provider);
        using var spans = new SpanRecorder();
        var body = path.StartsWith("v1beta", StringComparison.Ordinal) || path.StartsWith("model", StringComparison.Ordinal)
            || path.Contains("deployments", StringComparison.Ordinal)
                ? """{"contents":[]}"""
                : """{"model":"m-1","stream":false}""";

        var (response, text) = await gateway.SendAsync("/providers/test/" + path, body, ("traceparent", spans.TraceParent));

        Assert.Equal((HttpStatusCode.OK, answer), (response.StatusCode, text));
        var received = await provider.NextRequestAsync();
        Assert.Equal(("/" + path.Replace("%3A", ":", StringComparison.Ordinal), body), (received.Path, received.Body));
        var span = await spans.WaitForAsync("chat " + asked);
        Assert.Equal(answered, span.GetTagItem(Names.Attributes.ResponseModel));
        Assert.Equal((input, output), (span.GetTagItem(Names.Attributes.UsageInputTokens), span.GetTagItem(Names.Attributes.UsageOutputTokens)));
        Assert.NotEmpty(gateway.Metrics.Of(Names.Metrics.UpstreamRequests));
    }

    [Fact]
    public async Task Path_and_query_reach_the_provider_as_the_client_wrote_them()
    {
        string? target = null;
        await using var provider = await ScriptedProvider.StartAsync(context =>
        {
            target = context.Features.Get<Microsoft.AspNetCore.Http.Features.IHttpRequestFeature>()!.RawTarget;
            return Task.CompletedTask;
        });
        await using var gateway = GatewayServer.Before(provider);

        await gateway.Client.GetAsync(
            new Uri("/providers/test/a%2Fb%3Ac/d?alt=sse&key=client-key&x=%20%2B", UriKind.Relative), TestContext.Current.CancellationToken);

        Assert.Equal("/a%2Fb%3Ac/d?alt=sse&x=%20%2B", target);
    }

    [Fact]
    public async Task The_configured_key_goes_where_the_dialect_has_it_and_the_clients_own_stays()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Gemini);
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Providers:test:ApiKey", "ours"));

        await gateway.SendAsync("/providers/test/v1beta/models/g:generateContent?key=theirs", "{}", ("x-goog-api-key", "theirs"));

        var received = await provider.NextRequestAsync();
        Assert.Equal("ours", received.Headers["x-goog-api-key"]);
        Assert.DoesNotContain("theirs", received.Path, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("GET", null)]
    [InlineData("DELETE", null)]
    [InlineData("POST", "multipart/form-data; boundary=x")]
    [InlineData("PUT", "application/octet-stream")]
    public async Task Any_method_and_body_passes_unread_and_is_no_call_of_a_model(string method, string? contentType)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("some bytes", "text/plain");
        await using var gateway = GatewayServer.Before(provider);
        using var request = new HttpRequestMessage(new HttpMethod(method), "/providers/test/v1/files");
        if (contentType is not null)
        {
            request.Content = new StringContent("--x\r\nnot json\r\n--x--", Encoding.UTF8);
            request.Content.Headers.ContentType = System.Net.Http.Headers.MediaTypeHeaderValue.Parse(contentType);
        }

        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal("some bytes", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        var received = await provider.NextRequestAsync();
        Assert.Equal(contentType is null ? "" : "--x\r\nnot json\r\n--x--", received.Body);
        await gateway.WaitForCallAsync("completed");
        Assert.Empty(gateway.Metrics.Of(Names.Metrics.UsageMissing));
    }

    [Theory]
    [InlineData("/providers/other/v1/chat/completions", 404, "provider_not_found")]
    [InlineData("/providers/other/v1beta/models/g:generateContent", 404, "NOT_FOUND")]
    [InlineData("/providers/other/api/chat", 404, "\"error\":\"There is no provider 'other'")]
    [InlineData("/providers/other/v2/chat", 404, "\"message\":\"There is no provider 'other'")]
    [InlineData("/providers/other/v1/messages", 404, "not_found_error")]
    [InlineData("/providers/test/v1/messages", 400, "unsupported_api")]
    public async Task What_cannot_be_served_is_refused_in_the_dialects_own_shape(string path, int status, string word)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("{}");
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Providers:test:Apis:0", "openai.chat"), ("Gateway:Providers:test:Apis:1", "cohere.v2"));

        var (response, body) = await gateway.SendAsync(path, "{}");

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Contains(word, body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/providers/test/v2/%2e%2e/%2E%2e/chat")]
    [InlineData("/providers/test/v2/a/..%2fchat")]
    public async Task A_path_cannot_leave_the_providers_own(string path)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("{}");
        await using var gateway = GatewayServer.Before(provider);
        var target = new Uri(gateway.BaseAddress.GetLeftPart(UriPartial.Authority) + path, new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });

        using var response = await gateway.Client.PostAsync(target, new StringContent("{}", Encoding.UTF8, "application/json"), TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(provider.TakeRequests());
    }

    [Fact]
    public async Task A_provider_that_cannot_be_reached_is_told_in_the_dialects_own_shape()
    {
        await using var gateway = GatewayServer.Start([("Gateway:Providers:test:Address", "http://127.0.0.1:1")]);

        var (response, body) = await gateway.SendAsync("/providers/test/v1beta/models/g:streamGenerateContent", "{}");

        Assert.Equal(HttpStatusCode.BadGateway, response.StatusCode);
        Assert.Contains("\"status\":\"UNAVAILABLE\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("v1beta/models/g-1:generateContent", "UNAUTHENTICATED")]
    [InlineData("v1/messages", "authentication_error")]
    [InlineData("v1/files", "invalid_api_key")]
    public async Task With_keys_a_providers_own_path_asks_for_one_and_does_not_pass_it_on(string path, string word)
    {
        const string Key = "sk-gateway-a";
        await using var provider = await ScriptedProvider.AnsweringAsync(Gemini);
        await using var gateway = GatewayServer.Before(
            provider,
            ("Gateway:ApiKeys:0:Name", "team-a"),
            ("Gateway:ApiKeys:0:Sha256", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Key)))));

        var (refused, error) = await gateway.SendAsync("/providers/test/" + path, "{}");
        var taken = provider.TakeRequests().Count;
        var (answered, body) = await gateway.SendAsync("/providers/test/" + path, "{}", ("Authorization", "Bearer " + Key));

        Assert.Equal((HttpStatusCode.Unauthorized, 0, HttpStatusCode.OK, Gemini), (refused.StatusCode, taken, answered.StatusCode, body));
        Assert.Contains(word, error, StringComparison.Ordinal);
        Assert.DoesNotContain((await provider.NextRequestAsync()).Headers, header => header.Value.Contains(Key, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_web_page_cannot_send_what_is_no_JSON()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("{}");
        await using var gateway = GatewayServer.Before(provider);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/providers/test/v1/files") { Content = new StringContent("{}") };
        request.Headers.Add("Origin", "https://example.com");

        using var response = await gateway.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }
}
