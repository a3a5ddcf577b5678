using System.Diagnostics;
using LlmAspire.Tests.Gateway.Infrastructure;
using LlmAspire.Tests.Infrastructure;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Telemetry;

public sealed class SecrecyTests
{
    private static readonly string[] Secrets = ["q-secret", "a-secret", "k-secret", "p-secret", "c-secret"];

    [Theory]
    [InlineData(200)]
    [InlineData(401)]
    [InlineData(0)]
    public async Task Neither_keys_nor_cookies_nor_content_stand_in_a_log_a_span_or_a_metric(int status)
    {
        await using var provider = await ScriptedProvider.StartAsync(async context =>
        {
            if (status == 0)
            {
                context.Abort();
                return;
            }

            context.Response.StatusCode = status;
            context.Response.ContentType = "application/json";
            await context.Response.WriteAsync(Wire.ChatAnswer.Replace("Hi there", "a-secret", StringComparison.Ordinal));
        });
        await using var gateway = GatewayServer.Before(provider, ("Gateway:Providers:test:ApiKey", "p-secret"));
        using var spans = new SpanRecorder();

        var (response, _) = await gateway.SendAsync(
            "/v1/chat/completions", """{"model":"m","messages":[{"role":"user","content":"q-secret"}]}""",
            ("traceparent", spans.TraceParent), ("Authorization", "Bearer k-secret"), ("Cookie", "s=c-secret"), ("x-conversation-id", "c-1"));
        response.Dispose();
        await spans.WaitForAsync("chat m");

        var told = gateway.Log.Entries.Select(entry => entry.Text)
            .Concat(spans.Spans.SelectMany(Everything))
            .Concat(gateway.Metrics.All.SelectMany(measured => measured.Labels.Values))
            .ToArray();
        Assert.NotEmpty(told);
        Assert.All(Secrets, secret => Assert.DoesNotContain(told, text => text?.Contains(secret, StringComparison.Ordinal) == true));
    }

    [Fact]
    public async Task A_call_is_one_line_of_the_log_at_Information_and_nothing_else_is()
    {
        await using var provider = await ScriptedProvider.StreamingAsync(Wire.ChatEvents);
        await using var gateway = GatewayServer.Before(provider);
        var before = gateway.Log.Entries.Count;

        var (response, _) = await gateway.SendAsync("/v1/chat/completions", Wire.StreamRequest);
        response.Dispose();
        var line = await gateway.WaitForCallAsync("completed");

        Assert.Equal(before + 1, gateway.Log.Entries.Count);
        Assert.Equal(LogLevel.Information, line.Level);
        Assert.Matches(@"^completed 200 m-1-real from test: \d+ bytes in \d+ chunks, \d+ ms, first token \d+ ms$", line.Text);
    }

    private static IEnumerable<string?> Everything(Activity span) =>
    [
        span.DisplayName, span.StatusDescription, .. span.TagObjects.Select(tag => tag.Value?.ToString()),
        .. span.Events.SelectMany(e => e.Tags).Select(tag => tag.Value?.ToString()),
    ];
}
