using System.Net;
using System.Text;
using LlmAspire.Gateway.Providers;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;

namespace LlmAspire.Tests.Gateway.Forwarding;

public sealed class PassThroughTests
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_listed_path_goes_to_its_provider_with_its_key_and_is_no_call_of_a_model()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer, status: 202);
        await using var filter = await ScriptedProvider.AnsweringAsync("filtered");
        await using var gateway = GatewayServer.Before(
            provider,
            ("Gateway:PassThrough:0:Path", "/v1/files/*"), ("Gateway:PassThrough:0:Provider", "test"),
            ("Gateway:Providers:test:ApiKey", "secret"),
            ("Gateway:OutputFilters:0:Name", "pii"), ("Gateway:OutputFilters:0:Address", filter.Address.AbsoluteUri),
            ("Gateway:OutputFilters:0:Mode", "chunk"));
        using var spans = new SpanRecorder();
        using var request = new HttpRequestMessage(HttpMethod.Put, "/v1/files/a%20b?x=1")
        {
            Content = new ByteArrayContent([1, 2, 3]),
            Headers = { { "Cookie", "a=b" }, { "traceparent", spans.TraceParent } },
        };

        using var response = await gateway.Client.SendAsync(request, Cancelled);

        Assert.Equal((HttpStatusCode.Accepted, Wire.ChatAnswer), (response.StatusCode, await response.Content.ReadAsStringAsync(Cancelled)));
        var received = await provider.NextRequestAsync();
        Assert.Equal(("/v1/files/a%20b?x=1", "Bearer secret", "\u0001\u0002\u0003"), (received.Path, received.Headers["Authorization"], received.Body));
        Assert.DoesNotContain("Cookie", received.Headers.Keys);
        var server = await spans.WaitForAsync(span => span.Id == received.Headers["traceparent"]);
        Assert.Equal("Microsoft.AspNetCore", server.Source.Name);
        Assert.DoesNotContain(spans.Spans, span => span.Source.Name == LlmAspire.Gateway.Telemetry.Names.Source);
        Assert.Empty(gateway.Metrics.Of("llm.upstream.requests"));
        Assert.Empty(gateway.Metrics.Of("llm.tokens"));
        Assert.Empty(filter.TakeRequests());
    }

    [Theory]
    [InlineData("/v1/file")]
    [InlineData("/v1/filesystem/x")]
    [InlineData("/v1/images")]
    public async Task A_path_that_is_not_listed_is_a_404(string path)
    {
        await using var provider = await ScriptedProvider.AnsweringAsync("{}");
        await using var gateway = GatewayServer.Before(
            provider,
            ("Gateway:PassThrough:0:Path", "/v1/files/*"), ("Gateway:PassThrough:0:Provider", "test"),
            ("Gateway:PassThrough:1:Path", "/v1/images/edits"), ("Gateway:PassThrough:1:Provider", "test"));

        using var response = await gateway.Client.GetAsync(new Uri(path, UriKind.Relative), Cancelled);

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Empty(provider.TakeRequests());
    }

    [Fact]
    public async Task No_listed_path_takes_an_API_out_of_sight()
    {
        await using var provider = await ScriptedProvider.AnsweringAsync(Wire.ChatAnswer);
        await using var gateway = GatewayServer.Before(
            provider, ("Gateway:PassThrough:0:Path", "/v1/*"), ("Gateway:PassThrough:0:Provider", "test"));

        var (chat, _) = await gateway.SendAsync("/v1/chat/completions", Wire.Request);
        using var models = await gateway.Client.GetAsync(new Uri("/v1/models", UriKind.Relative), Cancelled);
        using var other = await gateway.Client.GetAsync(new Uri("/v1/anything", UriKind.Relative), Cancelled);

        using (chat)
        {
            await gateway.WaitForCallAsync("completed");
            Assert.Single(gateway.Metrics.Of("llm.upstream.requests"));
            Assert.Contains("\"object\":\"list\"", await models.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
            Assert.Equal(Wire.ChatAnswer, await other.Content.ReadAsStringAsync(Cancelled));
        }
    }

    [Fact]
    public async Task A_body_that_is_longer_than_the_gateway_holds_passes_all_the_same()
    {
        await using var provider = await ScriptedProvider.StartAsync(context =>
            context.Response.WriteAsync(((string)context.Items[nameof(ReceivedRequest)]!).Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        await using var gateway = GatewayServer.Before(
            provider, ("Gateway:MaxRequestBodyBytes", "2000"),
            ("Gateway:PassThrough:0:Path", "/v1/files"), ("Gateway:PassThrough:0:Provider", "test"));
        using var body = new StringContent(new string('x', 25_000_000), Encoding.ASCII, "application/octet-stream");

        using var response = await gateway.Client.PostAsync(new Uri("/v1/files", UriKind.Relative), body, Cancelled);

        Assert.Equal("25000000", await response.Content.ReadAsStringAsync(Cancelled));
    }

    [Fact]
    public void Every_wrong_entry_is_told_with_its_place_and_what_is_allowed()
    {
        var options = new GatewayOptions();
        options.Providers["p"] = new ProviderOptions { Address = "http://p" };
        options.PassThrough.Add(new PassThroughOptions { Path = "v1/files", Provider = "p" });
        options.PassThrough.Add(new PassThroughOptions { Path = "/v1/{x}", Provider = "q" });
        options.PassThrough.Add(new PassThroughOptions { Path = "/v1/a", Provider = "p" });
        options.PassThrough.Add(new PassThroughOptions { Path = "/v1/A", Provider = "p" });

        var result = new GatewayOptionsValidator().Validate(null, options);

        Assert.Equal(
            [
                "Gateway:PassThrough:0:Path is 'v1/files': it must be a path such as /v1/files, or /v1/files/* for everything below it.",
                "Gateway:PassThrough:1:Path is '/v1/{x}': it must be a path such as /v1/files, or /v1/files/* for everything below it.",
                "Gateway:PassThrough:1:Provider is 'q': it must be one of p.",
                "Gateway:PassThrough:3:Path is '/v1/A', as an entry before it has.",
            ],
            result.Failures!);
    }
}
