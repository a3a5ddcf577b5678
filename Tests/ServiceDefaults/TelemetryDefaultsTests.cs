using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry;
using OpenTelemetry.Trace;

namespace LlmAspire.Tests.ServiceDefaults;

public sealed class TelemetryDefaultsTests
{
    [Fact]
    public async Task A_server_span_is_named_by_method_and_route_and_carries_the_status()
    {
        var spans = new RecordingProcessor();
        await using var app = await StartAsync(spans);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var response = await client.GetAsync("/things/7", TestContext.Current.CancellationToken);

        var span = await spans.FirstServerSpanAsync();
        Assert.Equal("GET /things/{id}", span.DisplayName);
        Assert.Equal("/things/{id}", span.GetTagItem("http.route"));
        Assert.Equal(200, span.GetTagItem("http.response.status_code"));
    }

    [Fact]
    public async Task A_server_span_of_a_failed_request_is_an_error()
    {
        var spans = new RecordingProcessor();
        await using var app = await StartAsync(spans);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var response = await client.GetAsync("/fails", TestContext.Current.CancellationToken);

        var span = await spans.FirstServerSpanAsync();
        Assert.Equal(ActivityStatusCode.Error, span.Status);
        Assert.Equal("503", span.GetTagItem("error.type"));
    }

    [Fact]
    public async Task Health_probes_are_answered_but_not_traced()
    {
        var spans = new RecordingProcessor();
        await using var app = await StartAsync(spans);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        foreach (var path in new[] { "/health", "/alive" })
        {
            using var probe = await client.GetAsync(path, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.OK, probe.StatusCode);
        }

        // The first span to arrive is that of the request sent last: none came before it.
        using var response = await client.GetAsync("/things/7", TestContext.Current.CancellationToken);
        Assert.Equal("GET /things/{id}", (await spans.FirstServerSpanAsync()).DisplayName);
    }

    [Fact]
    public async Task A_request_whose_caller_does_not_sample_is_not_recorded_even_where_everything_else_is()
    {
        var spans = new RecordingProcessor();
        await using var app = await StartAsync(spans);
        using var client = new HttpClient { BaseAddress = new Uri(app.Urls.Single()) };

        using var unsampled = new HttpRequestMessage(HttpMethod.Get, "/fails");
        unsampled.Headers.Add("traceparent", "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00");
        using var declined = await client.SendAsync(unsampled, TestContext.Current.CancellationToken);
        using var response = await client.GetAsync("/things/7", TestContext.Current.CancellationToken);

        Assert.Equal("GET /things/{id}", (await spans.FirstServerSpanAsync()).DisplayName);
    }

    private static async Task<WebApplication> StartAsync(RecordingProcessor spans)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");

        // Nobody listens there: what matters is that telemetry is on.
        builder.Configuration.AddInMemoryCollection([new("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:9"), new("OTEL_TRACES_SAMPLER", "always_on")]);
        builder.AddServiceDefaults();
        builder.Services.ConfigureOpenTelemetryTracerProvider(tracing => tracing.AddProcessor(spans));
        var app = builder.Build();
        app.MapDefaultEndpoints();
        app.MapGet("/things/{id}", (string id) => id);
        app.MapGet("/fails", () => Results.StatusCode(503));
        await app.StartAsync(TestContext.Current.CancellationToken);

        // Other tests of this process make server spans too; only this host's count.
        spans.Port = new Uri(app.Urls.Single()).Port;
        return app;
    }

    private sealed class RecordingProcessor : BaseProcessor<Activity>
    {
        private readonly ConcurrentQueue<Activity> _spans = new();
        private readonly SemaphoreSlim _arrived = new(0);

        public int Port { get; set; }

        public override void OnEnd(Activity data)
        {
            if (data.Kind == ActivityKind.Server && Equals(data.GetTagItem("server.port"), Port))
            {
                _spans.Enqueue(data);
                _arrived.Release();
            }
        }

        public async Task<Activity> FirstServerSpanAsync()
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(TimeSpan.FromSeconds(30));
            await _arrived.WaitAsync(deadline.Token);
            Assert.True(_spans.TryDequeue(out var span));
            return span;
        }
    }
}
