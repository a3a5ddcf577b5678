using System.Buffers;

namespace LlmAspire.Gateway.Streaming;

/// <summary>An answer with its compression taken off, for stages that must read or change it. Bytes go on as soon as they can be decoded.</summary>
internal sealed class DecodingStream : ReadOnlyStream
{
    private const int PartBytes = 16 * 1024;

    private readonly Stream _source;
    private readonly ContentDecoder _decoder;
    private byte[]? _part;
    private bool _ended;

    /// <summary>Reads from <paramref name="source"/>.</summary>
    /// <param name="source">The stage before, which it owns.</param>
    /// <param name="decoder">The decoder, which it owns.</param>
    public DecodingStream(Stream source, ContentDecoder decoder)
    {
        _source = source;
        _decoder = decoder;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (buffer.IsEmpty)
        {
            return 0;
        }

        while (true)
        {
            var count = _decoder.Read(buffer.Span);
            if (count > 0 || _ended)
            {
                return count;
            }

            _part ??= ArrayPool<byte>.Shared.Rent(PartBytes);
            var read = await _source.ReadAsync(_part, cancellationToken);
            _ended = read == 0;
            _decoder.Feed(_part.AsSpan(0, read));
        }
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
            _decoder.Dispose();
            if (_part is { } part)
            {
                _part = null;
                ArrayPool<byte>.Shared.Return(part, clearArray: true);
            }
        }

        base.Dispose(disposing);
    }
}
