using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Takes the usage chunk that the gateway asked for out of an OpenAI stream, so that the client gets what it would have got without. Every
/// other byte goes on in order and as it was, however the chunks are cut; only the beginning of an event that can still be the usage chunk
/// waits for its rest, at most 4 KB of it.
/// </summary>
internal sealed class UsageChunkStream : ReadOnlyStream
{
    /// <summary>A buffer below this could be filled by what is held.</summary>
    private const int MinBuffer = 2 * UsageChunk.MaxBytes;

    private readonly Stream _source;
    private readonly ArrayBufferWriter<byte> _held = new(256);
    private EventFramer _framer;
    private byte[]? _own;
    private ReadOnlyMemory<byte> _ready;
    private bool _inside;
    private bool _dropsLf;
    private bool _ended;
    private ExceptionDispatchInfo? _failure;

    /// <summary>Reads from <paramref name="source"/>, which it owns.</summary>
    /// <param name="source">The stage before.</param>
    public UsageChunkStream(Stream source) => _source = source;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (_held.WrittenCount > 0 || !_ready.IsEmpty || _ended || (buffer.Length is > 0 and < MinBuffer))
        {
            return ReadOnAsync(buffer, cancellationToken);
        }

        var read = _source.ReadAsync(buffer, cancellationToken);
        if (!read.IsCompletedSuccessfully)
        {
            return WaitAsync(read, buffer, cancellationToken);
        }

        var count = read.Result;
        var kept = buffer.IsEmpty ? 0 : Keep(buffer.Span[..count], isEnd: count == 0);
        return kept > 0 || count == 0 ? new ValueTask<int>(kept) : ReadOnAsync(buffer, cancellationToken);
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
            if (_own is { } own)
            {
                _own = null;
                ArrayPool<byte>.Shared.Return(own, clearArray: true);
            }
        }

        base.Dispose(disposing);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> WaitAsync(ValueTask<int> read, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        var count = await read;
        var kept = buffer.IsEmpty ? 0 : Keep(buffer.Span[..count], isEnd: count == 0);
        return kept > 0 || count == 0 ? kept : await ReadOnAsync(buffer, cancellationToken);
    }

    /// <summary>Reads while the beginning of an event is held, or into a buffer that is too small to work in.</summary>
    private async ValueTask<int> ReadOnAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (buffer.IsEmpty)
        {
            return _ready.IsEmpty && !_ended ? await _source.ReadAsync(buffer, cancellationToken) : 0;
        }

        while (_ready.IsEmpty && !_ended)
        {
            var isLarge = buffer.Length >= MinBuffer;
            var target = isLarge ? buffer : _own ??= ArrayPool<byte>.Shared.Rent(MinBuffer);
            var held = _held.WrittenCount;
            _held.WrittenMemory.CopyTo(target);
            _held.ResetWrittenCount();
            var count = await ReadBehindAsync(target, held, cancellationToken);
            var kept = Keep(target.Span[..(held + count)], isEnd: count == 0);
            if (isLarge && (kept > 0 || count == 0))
            {
                return kept;
            }

            _ready = target[..kept];
        }

        if (_ready.IsEmpty)
        {
            _failure?.Throw();
        }

        var part = Math.Min(buffer.Length, _ready.Length);
        _ready[..part].CopyTo(buffer);
        _ready = _ready[part..];
        return part;
    }

    /// <summary>Reads on; what is held still goes on when the provider breaks off.</summary>
    private async ValueTask<int> ReadBehindAsync(Memory<byte> target, int held, CancellationToken cancellationToken)
    {
        try
        {
            return await _source.ReadAsync(target[held..], cancellationToken);
        }
        catch (Exception failure) when (held > 0 && !cancellationToken.IsCancellationRequested)
        {
            _failure = ExceptionDispatchInfo.Capture(failure);
            return 0;
        }
    }

    /// <summary>Moves what goes on to the front of <paramref name="bytes"/>.</summary>
    /// <returns>How much goes on; what does not is held or was the usage chunk.</returns>
    private int Keep(Span<byte> bytes, bool isEnd)
    {
        _ended |= isEnd;
        if (!_inside && !_framer.IsAfterCr && bytes.EndsWith("\n\n"u8) && !UsageChunk.MayContain(bytes))
        {
            return bytes.Length;
        }

        var (at, kept) = (0, 0);
        if (bytes.Length > 0 && _framer.IsAfterCr && !_inside)
        {
            // The second half of a line end that was cut goes the way of the first.
            at = bytes[0] == '\n' ? 1 : 0;
            kept = _dropsLf ? 0 : at;
            _framer = default;
        }

        while (at < bytes.Length)
        {
            var rest = bytes[at..];
            var count = Next(rest, isEnd, out var goesOn);
            if (goesOn)
            {
                rest[..count].CopyTo(bytes[kept..]);
                kept += count;
            }

            at += count;
        }

        return kept;
    }

    /// <summary>The next part that has one fate: an event, its rest, comments before it, or a beginning that is held.</summary>
    private int Next(ReadOnlySpan<byte> rest, bool isEnd, out bool goesOn)
    {
        goesOn = true;
        var comments = _inside ? 0 : Comments(rest);
        if (comments > 0)
        {
            return comments;
        }

        var end = _framer.Next(rest);
        if (_inside || end >= 0)
        {
            goesOn = _inside || !UsageChunk.Is(rest[..end]);
            _inside = end < 0;
            _dropsLf = !goesOn;
            _framer = end < 0 || _framer.IsAfterCr ? _framer : default;
            return end < 0 ? rest.Length : end;
        }

        if (isEnd)
        {
            goesOn = !UsageChunk.Is(rest);
        }
        else if (UsageChunk.CanBecome(rest))
        {
            goesOn = false;
            _held.Write(rest);
            _framer = default;
        }
        else
        {
            _inside = true;
        }

        return rest.Length;
    }

    /// <summary>The length of the whole comment lines that <paramref name="rest"/> begins with: they go on at once, to keep the client alive.</summary>
    private static int Comments(ReadOnlySpan<byte> rest)
    {
        var length = 0;
        while (length < rest.Length && rest[length] == ':')
        {
            var end = length + rest[length..].IndexOfAny((byte)'\n', (byte)'\r');
            if (end < length || (rest[end] == '\r' && end + 1 == rest.Length))
            {
                break;
            }

            length = end + (rest[end] == '\r' && rest[end + 1] == '\n' ? 2 : 1);
        }

        return length;
    }
}
