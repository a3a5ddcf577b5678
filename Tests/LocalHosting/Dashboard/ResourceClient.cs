using System.Buffers.Binary;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using LlmAspire.LocalHosting.Dashboard.ResourceService;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

/// <summary>
/// Calls the resource service as the dashboard does: gRPC over cleartext HTTP/2. It frames by itself, so that it shares no mistake with the
/// server.
/// </summary>
internal sealed class ResourceClient : IDisposable
{
    private readonly HttpClient _http;

    public ResourceClient(Uri address, string? key)
    {
        _http = new HttpClient { BaseAddress = address };
        if (key is not null)
        {
            _http.DefaultRequestHeaders.Add(ResourceServer.KeyHeader, key);
        }
    }

    /// <summary>Starts a call; the answer is read from what is returned.</summary>
    public async Task<ResourceCall> CallAsync(string method, IMessage request, CancellationToken cancellationToken)
    {
        var frame = new byte[5 + request.CalculateSize()];
        BinaryPrimitives.WriteInt32BigEndian(frame.AsSpan(1), frame.Length - 5);
        request.WriteTo(frame.AsSpan(5));
        return await SendAsync(method, frame, cancellationToken);
    }

    /// <summary>Starts a call with bytes of the test's own.</summary>
    public async Task<ResourceCall> SendAsync(string method, byte[] frame, CancellationToken cancellationToken)
    {
        var message = new HttpRequestMessage(HttpMethod.Post, $"/aspire.v1.DashboardService/{method}")
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ByteArrayContent(frame),
        };
        message.Content.Headers.ContentType = new MediaTypeHeaderValue("application/grpc");
        message.Headers.TE.Add(new TransferCodingWithQualityHeaderValue("trailers"));
        return new ResourceCall(await _http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken));
    }

    public void Dispose() => _http.Dispose();
}
