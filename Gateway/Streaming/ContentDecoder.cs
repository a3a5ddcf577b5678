using System.Buffers;
using System.IO.Compression;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Decodes a compressed body in the parts in which it comes: gzip, deflate (with zlib's header, as it should be, or without) and br. The
/// platform has no zstd. Bounded: no more comes out than <see cref="MaxRatio"/> times what went in, beyond <see cref="FreeBytes"/>.
/// </summary>
internal sealed class ContentDecoder : IDisposable
{
    /// <summary>Bytes that may come out of however little; no answer of a model is nearly as long.</summary>
    public const long FreeBytes = 16 * 1024 * 1024;

    /// <summary>More than this is a bomb: streams of small, alike events were measured to shrink to a thirtieth.</summary>
    public const int MaxRatio = 100;

    private readonly string _coding;
    private readonly PartStream _parts = new();
    private Stream? _decoder;
    private long _in;
    private long _out;

    private ContentDecoder(string coding) => _coding = coding;

    /// <summary>A decoder for a body.</summary>
    /// <param name="codings">What its Content-Encoding says.</param>
    /// <returns>The decoder; null when there is nothing to decode, or nothing that can be decoded.</returns>
    public static ContentDecoder? For(IEnumerable<string> codings)
    {
        var coding = codings.Where(coding => !IsIdentity(coding)).ToArray();
        return coding is [var one] && one.ToLowerInvariant() is "gzip" or "x-gzip" or "deflate" or "br"
            ? new ContentDecoder(coding[0].ToLowerInvariant())
            : null;
    }

    /// <summary>Whether a body is as it is.</summary>
    /// <param name="codings">What its Content-Encoding says.</param>
    /// <returns>True when there is nothing to decode.</returns>
    public static bool IsPlain(IEnumerable<string> codings) => codings.All(IsIdentity);

    /// <summary>Takes the next part; <see cref="Read"/> must have given all of the one before.</summary>
    /// <param name="part">The bytes; copied.</param>
    public void Feed(ReadOnlySpan<byte> part)
    {
        _in += part.Length;
        _parts.Set(part);
    }

    /// <summary>Gives what can be decoded so far.</summary>
    /// <param name="buffer">Where to.</param>
    /// <returns>How much; 0 when more must be fed first, or at the end.</returns>
    /// <exception cref="InvalidDataException">The body is not what it says, or grows out of all proportion.</exception>
    public int Read(Span<byte> buffer)
    {
        _decoder ??= _parts.IsEmpty ? null : Open(_coding, _parts);
        var count = _decoder?.Read(buffer) ?? 0;
        _out += count;
        return _out <= FreeBytes + (_in * MaxRatio) ? count : throw new InvalidDataException("The answer's compression is out of proportion.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _decoder?.Dispose();
        _parts.Dispose();
    }

    private static bool IsIdentity(string coding) => string.Equals(coding, "identity", StringComparison.OrdinalIgnoreCase);

    private static Stream Open(string coding, PartStream parts) => coding switch
    {
        "br" => new BrotliStream(parts, CompressionMode.Decompress, leaveOpen: true),
        "deflate" when (parts.First & 0x0F) == 8 => new ZLibStream(parts, CompressionMode.Decompress, leaveOpen: true),
        "deflate" => new DeflateStream(parts, CompressionMode.Decompress, leaveOpen: true),
        _ => new GZipStream(parts, CompressionMode.Decompress, leaveOpen: true),
    };

    /// <summary>
    /// One part after the other. At the end of a part it reads as ended; the platform's decoders go on when there is more, which a test
    /// holds on to.
    /// </summary>
    private sealed class PartStream : ReadOnlyStream
    {
        private byte[] _buffer = [];
        private int _at;
        private int _length;

        public bool IsEmpty => _at == _length;

        public byte First => _buffer[_at];

        public void Set(ReadOnlySpan<byte> part)
        {
            if (part.Length > _buffer.Length)
            {
                Return();
                _buffer = ArrayPool<byte>.Shared.Rent(part.Length);
            }

            part.CopyTo(_buffer);
            (_at, _length) = (0, part.Length);
        }

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, _length - _at);
            _buffer.AsSpan(_at, count).CopyTo(buffer);
            _at += count;
            return count;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                Return();
            }

            base.Dispose(disposing);
        }

        private void Return()
        {
            if (_buffer.Length > 0)
            {
                ArrayPool<byte>.Shared.Return(_buffer, clearArray: true);
                _buffer = [];
            }
        }
    }
}
