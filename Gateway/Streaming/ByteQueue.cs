using System.Buffers;

namespace LlmAspire.Gateway.Streaming;

/// <summary>
/// Bytes that are put in at the end and taken out at the front, in rented memory, always one piece. Not thread-safe. Spans of it are valid
/// until the next call that changes it.
/// </summary>
internal sealed class ByteQueue : IBufferWriter<byte>, IDisposable
{
    /// <summary>
    /// Memory above this is given back as soon as the queue is empty, so that one long event does not stay for a stream's life.
    /// </summary>
    private const int KeptBytes = 64 * 1024;

    private const int FirstBytes = 2048;

    private byte[] _bytes = [];
    private int _start;
    private int _end;

    /// <summary>How many bytes it holds.</summary>
    public int Length => _end - _start;

    /// <summary>Whether it holds none.</summary>
    public bool IsEmpty => _end == _start;

    /// <summary>The bytes.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(_start, Length);

    /// <summary>The bytes, to be sent.</summary>
    public ReadOnlyMemory<byte> Memory => _bytes.AsMemory(_start, Length);

    /// <summary>Puts bytes in.</summary>
    /// <param name="bytes">The bytes; they are copied.</param>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(GetSpan(bytes.Length));
        _end += bytes.Length;
    }

    /// <summary>Puts one byte in.</summary>
    /// <param name="value">The byte.</param>
    public void Append(byte value)
    {
        GetSpan(1)[0] = value;
        _end++;
    }

    /// <summary>Puts a number in, in decimal.</summary>
    /// <param name="number">The number.</param>
    public void Append(long number)
    {
        System.Buffers.Text.Utf8Formatter.TryFormat(number, GetSpan(20), out var written);
        _end += written;
    }

    /// <inheritdoc/>
    public void Advance(int count) => _end += count;

    /// <inheritdoc/>
    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_end);
    }

    /// <inheritdoc/>
    public Span<byte> GetSpan(int sizeHint = 0)
    {
        MakeRoom(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_end);
    }

    /// <summary>Takes bytes out.</summary>
    /// <param name="count">How many of the first.</param>
    public void Skip(int count)
    {
        _start += count;
        if (_start == _end)
        {
            Clear();
        }
    }

    /// <summary>Takes back what was put in last.</summary>
    /// <param name="length">How many bytes stay.</param>
    public void CutTo(int length) => _end = _start + length;

    /// <summary>Takes bytes out into memory of the caller's.</summary>
    /// <param name="into">The memory.</param>
    /// <returns>How many were taken.</returns>
    public int MoveTo(Span<byte> into)
    {
        var count = Math.Min(into.Length, Length);
        Span[..count].CopyTo(into);
        Skip(count);
        return count;
    }

    /// <summary>Takes everything out.</summary>
    public void Clear()
    {
        _start = 0;
        _end = 0;
        if (_bytes.Length > KeptBytes)
        {
            Dispose();
        }
    }

    /// <summary>Gives the memory back; the queue is empty then, and can be used again.</summary>
    public void Dispose()
    {
        var bytes = _bytes;
        _bytes = [];
        _start = 0;
        _end = 0;
        if (bytes.Length > 0)
        {
            // It held content.
            ArrayPool<byte>.Shared.Return(bytes, clearArray: true);
        }
    }

    private void MakeRoom(int least)
    {
        if (_bytes.Length - _end >= least)
        {
            return;
        }

        var length = Length;
        if (_bytes.Length - length >= least && _start >= _bytes.Length / 2)
        {
            _bytes.AsSpan(_start, length).CopyTo(_bytes);
        }
        else
        {
            var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Math.Max(length + least, length * 2), FirstBytes));
            Span.CopyTo(larger);
            Dispose();
            _bytes = larger;
        }

        _start = 0;
        _end = length;
    }
}
