using System.Collections.Immutable;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http.Features;

namespace LlmAspire.MockLlm.Wire;

/// <summary>
/// The way to the client: headers once, then bytes, each write flushed so that it leaves at once. Cuts and compresses when a script says
/// so,
/// and can end the connection in ways that a healthy server never does.
/// </summary>
internal sealed class ClientWire : IAsyncDisposable
{
    /// <summary>
    /// How long a connection stays open before it is reset, so that what was sent before can arrive: a reset sent at once destroys what the
    /// other side has not read yet.
    /// </summary>
    public static readonly TimeSpan Linger = TimeSpan.FromMilliseconds(50);

    private readonly HttpContext _context;
    private readonly TimeProvider _time;
    private ImmutableArray<int> _sizes = [];
    private int _turn;
    private BodyCompressor? _compressor;

    /// <summary>Writes to the response of <paramref name="context"/>.</summary>
    /// <param name="context">The call.</param>
    /// <param name="time">The clock.</param>
    public ClientWire(HttpContext context, TimeProvider time)
    {
        _context = context;
        _time = time;
    }

    /// <summary>The headers have left.</summary>
    public bool Started => _context.Response.HasStarted;

    /// <summary>The response's headers; they can be changed until they have left.</summary>
    public IHeaderDictionary Headers => _context.Response.Headers;

    /// <summary>Bytes of the body that have left, as they are on the wire but without HTTP's own framing.</summary>
    public long BytesSent { get; private set; }

    private Socket Socket => _context.Features.GetRequiredFeature<IConnectionSocketFeature>().Socket;

    /// <summary>Cuts all that follows into writes of these sizes, in turn; each is flushed.</summary>
    /// <param name="sizes">Sizes in bytes; none stops cutting.</param>
    public void Split(ImmutableArray<int> sizes)
    {
        _sizes = sizes;
        _turn = 0;
    }

    /// <summary>Compresses the whole body; to be called before the headers leave.</summary>
    /// <param name="coding">The content coding.</param>
    public void Compress(string coding)
    {
        _compressor = new BodyCompressor(coding);
        Headers.ContentEncoding = coding;
    }

    /// <summary>Sends the headers, once.</summary>
    /// <param name="status">The status.</param>
    /// <param name="contentType">The body's type.</param>
    /// <param name="length">The body's length in bytes; null when it is not known yet.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    /// <returns>When they have left.</returns>
    public Task StartAsync(int status, string contentType, long? length, CancellationToken cancellationToken)
    {
        if (Started)
        {
            return Task.CompletedTask;
        }

        _context.Response.StatusCode = status;
        _context.Response.ContentType = contentType;
        _context.Response.ContentLength = _compressor is null ? length : null;
        if (Headers.CacheControl.Count == 0)
        {
            Headers.CacheControl = "no-cache";
        }

        return _context.Response.BodyWriter.FlushAsync(cancellationToken).AsTask();
    }

    /// <summary>Sends bytes. The caller may use the memory again afterwards.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    /// <returns>When they have left.</returns>
    public Task WriteAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) =>
        SendAsync(_compressor is null ? bytes : _compressor.Compress(bytes.Span), cancellationToken);

    /// <summary>Sends what compression still holds back.</summary>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    /// <returns>When it has left.</returns>
    public Task FinishAsync(CancellationToken cancellationToken) =>
        _compressor is null ? Task.CompletedTask : SendAsync(_compressor.Finish(), cancellationToken);

    /// <summary>Resets the connection (RST), after what was sent has had <see cref="Linger"/> to arrive.</summary>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    /// <returns>When the connection is gone.</returns>
    public async Task ResetAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Linger, _time, cancellationToken);
        Socket.LingerState = new LingerOption(enable: true, seconds: 0);
        _context.Abort();
    }

    /// <summary>Closes the connection (FIN) in the middle of the body.</summary>
    /// <param name="cancellationToken">Cancelled when the client leaves.</param>
    /// <returns>When the connection is gone.</returns>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Linger, _time, cancellationToken);
        Socket.Shutdown(SocketShutdown.Send);

        // Aborting sends a reset; a client that has not yet seen the FIN would see that instead.
        await Task.Delay(Linger, _time, cancellationToken);
        _context.Abort();
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _compressor?.DisposeAsync() ?? ValueTask.CompletedTask;

    private async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        var body = _context.Response.BodyWriter;
        while (!bytes.IsEmpty)
        {
            var size = _sizes.IsEmpty ? bytes.Length : Math.Min(_sizes[_turn++ % _sizes.Length], bytes.Length);
            await body.WriteAsync(bytes[..size], cancellationToken);
            bytes = bytes[size..];
            BytesSent += size;
        }
    }
}
