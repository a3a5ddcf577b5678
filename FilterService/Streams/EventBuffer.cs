using System.Buffers;

namespace LlmAspire.FilterService.Streams;

/// <summary>Gathers the bytes of a stream and cuts them into whole events. Not thread-safe.</summary>
internal sealed class EventBuffer : IDisposable
{
    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(4096);
    private int _start;
    private int _searched;
    private int _end;

    /// <summary>How many bytes wait for the end of their event.</summary>
    public int Pending => _end - _start;

    /// <summary>Adds bytes.</summary>
    /// <param name="bytes">The bytes; copied.</param>
    public void Append(in ReadOnlySequence<byte> bytes)
    {
        var length = checked((int)bytes.Length);
        if (_end + length > _bytes.Length)
        {
            Move(length);
        }

        bytes.CopyTo(_bytes.AsSpan(_end));
        _end += length;
    }

    /// <summary>Takes the next whole event.</summary>
    /// <param name="bytes">The event, blank line included; valid until bytes are added.</param>
    /// <returns>False when there is none.</returns>
    public bool TryTake(out ReadOnlySpan<byte> bytes)
    {
        while (_bytes.AsSpan(_searched, _end - _searched).IndexOf((byte)'\n') is var found and >= 0)
        {
            var line = _searched + found;
            _searched = line + 1;
            if (EndsBlankLine(line))
            {
                bytes = _bytes.AsSpan(_start, line + 1 - _start);
                _start = line + 1;
                return true;
            }
        }

        _searched = _end;
        bytes = default;
        return false;
    }

    /// <summary>Takes what is left when the stream ends within an event.</summary>
    /// <returns>The bytes; valid until bytes are added.</returns>
    public ReadOnlySpan<byte> TakeRest()
    {
        var rest = _bytes.AsSpan(_start, _end - _start);
        (_start, _searched) = (_end, _end);
        return rest;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
        _bytes = [];
    }

    private bool EndsBlankLine(int lineFeed)
    {
        var before = lineFeed - 1;
        before -= before >= _start && _bytes[before] == '\r' ? 1 : 0;
        return before < _start || _bytes[before] == '\n';
    }

    private void Move(int length)
    {
        var pending = Pending;
        var target = pending + length > _bytes.Length
            ? ArrayPool<byte>.Shared.Rent(Math.Max(pending + length, _bytes.Length * 2))
            : _bytes;
        _bytes.AsSpan(_start, pending).CopyTo(target);
        if (target != _bytes)
        {
            ArrayPool<byte>.Shared.Return(_bytes, clearArray: true);
            _bytes = target;
        }

        (_start, _searched, _end) = (0, _searched - _start, pending);
    }
}
