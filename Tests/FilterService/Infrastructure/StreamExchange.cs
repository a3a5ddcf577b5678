using System.IO.Pipelines;
using System.Net;
using System.Text;

namespace LlmAspire.Tests.FilterService.Infrastructure;

/// <summary>One exchange of the stream protocol over real HTTP/2, driven as a gateway does.</summary>
internal sealed class StreamExchange : IAsyncDisposable
{
    private readonly HttpClient? _client;
    private readonly Pipe _request = new();
    private readonly Stream _body;
    private readonly HttpResponseMessage _response;
    private readonly StringBuilder _received = new();
    private int _sent;

    private StreamExchange(HttpClient? client, Pipe request, HttpResponseMessage response, Stream body) =>
        (_client, _request, _response, _body) = (client, request, response, body);

    /// <summary>The answer's head.</summary>
    public HttpResponseMessage Response => _response;

    /// <summary>What has come back so far.</summary>
    public string Received => _received.ToString();

    /// <summary>Opens an exchange; it returns as soon as the filter has answered, before anything was sent.</summary>
    /// <param name="service">The filter's address.</param>
    /// <param name="filter">The filter's name.</param>
    /// <param name="path">What the client called.</param>
    /// <param name="type">The provider's media type.</param>
    /// <param name="direction"><c>response</c> or <c>request</c>.</param>
    /// <returns>The exchange.</returns>
    public static Task<StreamExchange> OpenAsync(
        Uri service, string filter, string path, string type = "text/event-stream", string direction = "response") =>
        OpenAtAsync(new Uri(service, $"/filters/{filter}/stream"), path, type, direction);

    /// <summary>Opens an exchange; it returns as soon as the filter has answered, before anything was sent.</summary>
    /// <param name="address">The filter's address with <c>/stream</c>.</param>
    /// <param name="path">What the client called.</param>
    /// <param name="type">The provider's media type.</param>
    /// <param name="direction"><c>response</c> or <c>request</c>.</param>
    /// <param name="shared">The client to use; null: one of its own.</param>
    /// <returns>The exchange.</returns>
    public static async Task<StreamExchange> OpenAtAsync(Uri address, string path, string type, string direction, HttpClient? shared = null)
    {
        var client = shared ?? NewClient(oneConnection: false);
        var pipe = new Pipe();
        var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new PipeContent(pipe.Reader),
        };
        request.Content.Headers.ContentType = new("text/event-stream");
        request.Headers.Add("x-original-path", path);
        request.Headers.Add("x-original-content-type", type);
        request.Headers.Add("x-original-direction", direction);
        var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken)
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        return new StreamExchange(shared is null ? client : null, pipe, response, await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }

    /// <summary>Makes a client.</summary>
    /// <param name="oneConnection">Whether all its exchanges go over one connection.</param>
    /// <returns>The client.</returns>
    public static HttpClient NewClient(bool oneConnection) =>
        new(new SocketsHttpHandler { EnableMultipleHttp2Connections = !oneConnection });

    /// <summary>Sends one event with the next number.</summary>
    /// <param name="lines">The event's lines, without the number and the blank line.</param>
    /// <returns>A task that ends when it was sent.</returns>
    public async Task SendAsync(string lines) => await SendRawAsync($"{lines}\nid: {++_sent}\n\n");

    /// <summary>Sends bytes.</summary>
    /// <param name="text">The bytes as text.</param>
    /// <returns>A task that ends when they were sent.</returns>
    public async Task SendRawAsync(string text) =>
        await _request.Writer.WriteAsync(Encoding.UTF8.GetBytes(text), TestContext.Current.CancellationToken);

    /// <summary>Ends the request body.</summary>
    /// <returns>A task that ends when it is ended.</returns>
    public async Task EndAsync() => await _request.Writer.CompleteAsync();

    /// <summary>Waits until something has come back.</summary>
    /// <param name="text">What is waited for.</param>
    /// <returns>A task that ends when it is there; it fails after 30 s, and when the answer ends without it.</returns>
    public async Task WaitForAsync(string text)
    {
        while (!Received.Contains(text, StringComparison.Ordinal))
        {
            Assert.True(await ReadAsync(), $"'{text}' never came; got: {Received}");
        }
    }

    /// <summary>Reads to the end of the answer.</summary>
    /// <returns>All that came back.</returns>
    public async Task<string> ReadToEndAsync()
    {
        while (await ReadAsync())
        {
        }

        return Received;
    }

    public async ValueTask DisposeAsync()
    {
        await _request.Writer.CompleteAsync();
        await _body.DisposeAsync();
        _response.Dispose();
        _client?.Dispose();
    }

    private async Task<bool> ReadAsync()
    {
        var buffer = new byte[16 * 1024];
        var read = await _body.ReadAsync(buffer, TestContext.Current.CancellationToken).AsTask()
            .WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        _received.Append(Encoding.UTF8.GetString(buffer, 0, read));
        return read > 0;
    }
}
