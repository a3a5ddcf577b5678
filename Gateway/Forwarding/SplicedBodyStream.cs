using LlmAspire.Gateway.Streaming;

namespace LlmAspire.Gateway.Forwarding;

/// <summary>Reads a <see cref="SplicedBody"/> from its beginning to its end, once.</summary>
internal sealed class SplicedBodyStream : ReadOnlyStream
{
    private readonly SplicedBody _body;
    private int _read;

    /// <summary>Reads <paramref name="body"/>.</summary>
    /// <param name="body">The body.</param>
    public SplicedBodyStream(SplicedBody body) => _body = body;

    /// <inheritdoc/>
    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var total = 0;
        while (total < buffer.Length && Rest() is { IsEmpty: false } rest)
        {
            var count = Math.Min(rest.Length, buffer.Length - total);
            rest[..count].CopyTo(buffer[total..]);
            total += count;
            _read += count;
        }

        return new ValueTask<int>(total);
    }

    private ReadOnlyMemory<byte> Rest()
    {
        var (head, insert) = (_body.Head.Length, _body.Insert.Length);
        return _read < head ? _body.Head[_read..]
            : _read < head + insert ? _body.Insert[(_read - head)..]
            : _body.Tail[(_read - head - insert)..];
    }
}
