using System.Collections.Concurrent;
using System.Net;
using LlmAspire.Tests.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Gateway.Filters;

/// <summary>A filter in the stream protocol that does what a test says, byte for byte, on a real socket that speaks HTTP/2 only.</summary>
internal sealed class ScriptedFilter : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ReceivedRequest> _requests = new();
    private int _calls;

    private ScriptedFilter(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>How many exchanges have begun.</summary>
    public int Calls => Volatile.Read(ref _calls);

    /// <summary>The exchanges that have ended their request, with everything that was sent.</summary>
    public IReadOnlyCollection<ReceivedRequest> Requests => _requests;

    /// <summary>Starts a filter.</summary>
    /// <param name="script">What it does with each exchange; the answer's headers have gone out.</param>
    /// <param name="protocols">What it speaks.</param>
    /// <param name="start">What it does before; sends the headers by default.</param>
    /// <returns>A filter that listens.</returns>
    public static async Task<ScriptedFilter> StartAsync(
        Func<FilterTalk, Task> script, HttpProtocols protocols = HttpProtocols.Http2, Func<HttpContext, Task>? start = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MinRequestBodyDataRate = null;
            kestrel.Limits.MinResponseDataRate = null;
            kestrel.Limits.MaxRequestBodySize = null;
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.Protocols = protocols);
        });
        var filter = new ScriptedFilter(builder.Build());
        filter._app.Run(async context =>
        {
            Interlocked.Increment(ref filter._calls);
            await (start ?? SendHeadersAsync)(context);
            var talk = new FilterTalk(context);
            await script(talk);
            filter._requests.Enqueue(new ReceivedRequest(
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                talk.Received));
        });
        await filter._app.StartAsync(TestContext.Current.CancellationToken);
        return filter;
    }

    /// <summary>Starts a filter that sends every event back as it came, or changed.</summary>
    /// <param name="change">What it does to the text of an event.</param>
    /// <returns>A filter that listens.</returns>
    public static Task<ScriptedFilter> EchoAsync(Func<string, string>? change = null) => StartAsync(async talk =>
    {
        await foreach (var (_, block) in talk.EventsAsync())
        {
            await talk.SendAsync(change is null ? block : change(block));
        }
    });

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
    }

    private static async Task SendHeadersAsync(HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.StartAsync(context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }
}
