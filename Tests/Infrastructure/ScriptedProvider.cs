using System.Net;
using System.Text;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LlmAspire.Tests.Infrastructure;

/// <summary>A provider, or a filter, that does what a test says: real Kestrel on a free port, and a record of what was asked.</summary>
internal sealed class ScriptedProvider : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly Channel<ReceivedRequest> _requests = Channel.CreateUnbounded<ReceivedRequest>();

    private ScriptedProvider(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public Uri Address => new(_app.Urls.Single());

    /// <summary>Starts a provider.</summary>
    /// <param name="script">What it does with each request.</param>
    /// <returns>A provider that listens.</returns>
    public static async Task<ScriptedProvider> StartAsync(Func<HttpContext, Task> script)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var provider = new ScriptedProvider(builder.Build());
        provider._app.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            var body = await reader.ReadToEndAsync(context.RequestAborted);
            provider._requests.Writer.TryWrite(new ReceivedRequest(
                context.Request.Path + context.Request.QueryString,
                context.Request.Headers.ToDictionary(header => header.Key, header => header.Value.ToString(), StringComparer.OrdinalIgnoreCase),
                body));
            context.Items[nameof(ReceivedRequest)] = body;
            await script(context);
        });
        await provider._app.StartAsync(TestContext.Current.CancellationToken);
        return provider;
    }

    /// <summary>Starts a provider that answers every request with the same whole body.</summary>
    /// <param name="body">The body.</param>
    /// <param name="contentType">Its media type.</param>
    /// <param name="status">The status.</param>
    /// <returns>A provider that listens.</returns>
    public static Task<ScriptedProvider> AnsweringAsync(string body, string contentType = "application/json", int status = 200) =>
        StartAsync(async context =>
        {
            context.Response.StatusCode = status;
            context.Response.ContentType = contentType;
            await context.Response.WriteAsync(body);
        });

    /// <summary>Starts a provider that streams the same body to every request, in chunks.</summary>
    /// <param name="chunks">The chunks.</param>
    /// <returns>A provider that listens.</returns>
    public static Task<ScriptedProvider> StreamingAsync(params string[] chunks) => StartAsync(async context =>
    {
        context.Response.ContentType = "text/event-stream";
        foreach (var chunk in chunks)
        {
            await SendAsync(context, chunk);
        }
    });

    /// <summary>Sends bytes to the client at once.</summary>
    /// <param name="context">The request.</param>
    /// <param name="chunk">The bytes, as text.</param>
    /// <returns>When they are with the transport.</returns>
    public static async Task SendAsync(HttpContext context, string chunk)
    {
        await context.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(chunk), context.RequestAborted);
        await context.Response.Body.FlushAsync(context.RequestAborted);
    }

    /// <summary>The next request that came.</summary>
    /// <returns>The request.</returns>
    public async Task<ReceivedRequest> NextRequestAsync() =>
        await _requests.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

    /// <summary>The requests that came and were not taken yet.</summary>
    /// <returns>The requests.</returns>
    public IReadOnlyList<ReceivedRequest> TakeRequests()
    {
        var requests = new List<ReceivedRequest>();
        while (_requests.Reader.TryRead(out var request))
        {
            requests.Add(request);
        }

        return requests;
    }

    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(deadline.Token);
        await _app.DisposeAsync();
    }
}
