using System.Buffers.Binary;
using System.Globalization;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace LlmAspire.LocalHosting.Dashboard.ResourceService;

/// <summary>
/// One gRPC call over a Kestrel HTTP/2 request: reads its one message, writes messages as they come, ends it with a status. A message is
/// framed as a zero byte (not compressed), its length in four bytes, big end first, and the protobuf bytes.
/// </summary>
/// <remarks>No gRPC package is used: those that serve are not on every package feed, and this is all that the protocol asks for
/// here.</remarks>
internal sealed class GrpcCall
{
    private const int HeaderLength = 5;

    // The dashboard's requests hold names only.
    private const int LongestRequest = 64 * 1024;

    private readonly HttpContext _context;

    /// <summary>The call of that request.</summary>
    public GrpcCall(HttpContext context)
    {
        _context = context;
        context.Response.ContentType = "application/grpc";
    }

    /// <summary>Reads the caller's message.</summary>
    /// <exception cref="GrpcException">It is compressed, too long, cut short or no message of that type.</exception>
    public async Task<T> ReadAsync<T>(MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        try
        {
            var header = new byte[HeaderLength];
            await _context.Request.Body.ReadExactlyAsync(header, cancellationToken);
            var length = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(1));
            if (header[0] != 0 || length > LongestRequest)
            {
                throw new GrpcException(GrpcStatus.InvalidArgument, $"A message is uncompressed and has at most {LongestRequest} bytes.");
            }

            var message = new byte[length];
            await _context.Request.Body.ReadExactlyAsync(message, cancellationToken);
            return parser.ParseFrom(message);
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or EndOfStreamException)
        {
            throw new GrpcException(GrpcStatus.InvalidArgument, error.Message);
        }
    }

    /// <summary>Sends the headers before there is a message.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken) => await _context.Response.BodyWriter.FlushAsync(cancellationToken);

    /// <summary>Writes a message and sends it at once. Waits while the caller does not read.</summary>
    public async Task WriteAsync(IMessage message, CancellationToken cancellationToken)
    {
        var length = message.CalculateSize();
        var frame = _context.Response.BodyWriter.GetMemory(HeaderLength + length)[..(HeaderLength + length)];
        frame.Span[0] = 0;
        BinaryPrimitives.WriteInt32BigEndian(frame.Span[1..], length);
        message.WriteTo(frame.Span[HeaderLength..]);
        _context.Response.BodyWriter.Advance(frame.Length);
        await _context.Response.BodyWriter.FlushAsync(cancellationToken);
    }

    /// <summary>Ends the call. Before the first message the status goes in the headers, afterwards in the trailers, as gRPC asks.</summary>
    public void End(GrpcStatus status, string? message = null)
    {
        var code = ((int)status).ToString(CultureInfo.InvariantCulture);
        var text = message is null ? null : Uri.EscapeDataString(message);
        if (_context.Response.HasStarted)
        {
            _context.Response.AppendTrailer("grpc-status", code);
            if (text is not null)
            {
                _context.Response.AppendTrailer("grpc-message", text);
            }

            return;
        }

        _context.Response.Headers["grpc-status"] = code;
        if (text is not null)
        {
            _context.Response.Headers["grpc-message"] = text;
        }
    }
}
