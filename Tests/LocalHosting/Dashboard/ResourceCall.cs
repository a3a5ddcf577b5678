using System.Buffers.Binary;
using Google.Protobuf;

namespace LlmAspire.Tests.LocalHosting.Dashboard;

/// <summary>A call under way: its messages one by one, then its status.</summary>
internal sealed class ResourceCall : IDisposable
{
    private readonly HttpResponseMessage _response;
    private Stream? _body;

    public ResourceCall(HttpResponseMessage response) => _response = response;

    /// <summary>The gRPC status: from the headers when there was no message, else from the trailers, which come last.</summary>
    public string? Status => One(_response.Headers) ?? One(_response.TrailingHeaders);

    /// <summary>The next message, or null at the end.</summary>
    public async Task<T?> NextAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : class, IMessage<T>
    {
        _body ??= await _response.Content.ReadAsStreamAsync(cancellationToken);
        var header = new byte[5];
        if (await _body.ReadAtLeastAsync(header, 5, throwOnEndOfStream: false, cancellationToken) == 0)
        {
            return null;
        }

        var message = new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(1))];
        await _body.ReadExactlyAsync(message, cancellationToken);
        return parser.ParseFrom(message);
    }

    public void Dispose() => _response.Dispose();

    private static string? One(System.Net.Http.Headers.HttpResponseHeaders headers) =>
        headers.TryGetValues("grpc-status", out var values) ? values.Single() : null;
}
