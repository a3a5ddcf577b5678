using System.Buffers;

namespace LlmAspire.Gateway.Streaming;

/// <summary>Puts an answer through a filter: each chunk as it comes, or the whole of it when it is one JSON document.</summary>
internal sealed class FilteringStream : ReadOnlyStream
{
    /// <summary>The longest JSON answer that is filtered; a longer one is the filter's failure.</summary>
    public const int MaxWholeBytes = 32 * 1024 * 1024;

    private const int ReadBytes = 16 * 1024;

    private readonly Stream _source;
    private readonly IChunkFilter _filter;
    private readonly bool _whole;
    private byte[]? _chunk;
    private ReadOnlyMemory<byte> _ready;
    private bool _ended;
    private bool _givenUp;

    /// <summary>Reads from <paramref name="source"/>, which it owns.</summary>
    /// <param name="source">The stage before.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="whole">Whether the answer goes through it whole.</param>
    public FilteringStream(Stream source, IChunkFilter filter, bool whole)
    {
        _source = source;
        _filter = filter;
        _whole = whole;
    }

    /// <inheritdoc/>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_ready.IsEmpty && buffer.IsEmpty)
        {
            return _ended || _whole ? 0 : await _source.ReadAsync(buffer, cancellationToken);
        }

        while (_ready.IsEmpty && !_ended)
        {
            var chunk = _whole && !_givenUp ? await ReadWholeAsync(cancellationToken) : await ReadChunkAsync(cancellationToken);
            if (chunk.Length > 0)
            {
                _ready = _givenUp ? chunk : await _filter.ApplyAsync(chunk, cancellationToken);
            }
        }

        var count = Math.Min(buffer.Length, _ready.Length);
        _ready[..count].CopyTo(buffer);
        _ready = _ready[count..];
        return count;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
            Return();
        }

        base.Dispose(disposing);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadChunkAsync(CancellationToken cancellationToken)
    {
        _chunk ??= ArrayPool<byte>.Shared.Rent(ReadBytes);
        var count = await _source.ReadAsync(_chunk, cancellationToken);
        _ended = count == 0;
        return _chunk.AsMemory(0, count);
    }

    private async ValueTask<ReadOnlyMemory<byte>> ReadWholeAsync(CancellationToken cancellationToken)
    {
        _chunk ??= ArrayPool<byte>.Shared.Rent(ReadBytes);
        var length = 0;
        while (true)
        {
            var count = await _source.ReadAsync(_chunk.AsMemory(length), cancellationToken);
            if (count == 0)
            {
                _ended = true;
                return _chunk.AsMemory(0, length);
            }

            length += count;
            if (length >= MaxWholeBytes)
            {
                _filter.GiveUp();
                _givenUp = true;
                return _chunk.AsMemory(0, length);
            }

            if (length == _chunk.Length)
            {
                Grow(length);
            }
        }
    }

    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(length * 2);
        _chunk.AsSpan(0, length).CopyTo(larger);
        Return();
        _chunk = larger;
    }

    private void Return()
    {
        if (_chunk is { } chunk)
        {
            // It held content.
            ArrayPool<byte>.Shared.Return(chunk, clearArray: true);
            _chunk = null;
        }
    }
}
