using System.IO.Compression;

namespace LlmAspire.MockLlm.Wire;

/// <summary>Compresses a body piece by piece, so that each piece can be unpacked when it has arrived.</summary>
internal sealed class BodyCompressor : IAsyncDisposable
{
    private readonly MemoryStream _packed = new();
    private readonly Stream _packer;

    /// <summary>Compresses with <paramref name="coding"/>.</summary>
    /// <param name="coding">One of <see cref="Codings"/>.</param>
    public BodyCompressor(string coding) => _packer = coding switch
    {
        "gzip" => new GZipStream(_packed, CompressionLevel.Fastest, leaveOpen: true),
        "br" => new BrotliStream(_packed, CompressionLevel.Fastest, leaveOpen: true),

        // HTTP's deflate is the zlib format (RFC 9110, 8.4.1.2).
        _ => new ZLibStream(_packed, CompressionLevel.Fastest, leaveOpen: true),
    };

    /// <summary>The content codings that there are.</summary>
    public static IReadOnlyList<string> Codings { get; } = ["gzip", "br", "deflate"];

    /// <summary>Compresses a piece.</summary>
    /// <param name="bytes">The piece.</param>
    /// <returns>Its packed form; valid until the next call.</returns>
    public ReadOnlyMemory<byte> Compress(ReadOnlySpan<byte> bytes)
    {
        _packed.SetLength(0);
        _packer.Write(bytes);
        _packer.Flush();
        return _packed.GetBuffer().AsMemory(0, (int)_packed.Length);
    }

    /// <summary>Ends the body.</summary>
    /// <returns>What ends the packed form.</returns>
    public ReadOnlyMemory<byte> Finish()
    {
        _packed.SetLength(0);
        _packer.Dispose();
        return _packed.GetBuffer().AsMemory(0, (int)_packed.Length);
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _packer.DisposeAsync();
        await _packed.DisposeAsync();
    }
}
