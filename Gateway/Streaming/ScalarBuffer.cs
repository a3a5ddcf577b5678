namespace LlmAspire.Gateway.Streaming;

/// <summary>Keeps the parts of a name or scalar that chunks' borders have cut; one that stands whole in a chunk is not copied.</summary>
internal sealed class ScalarBuffer
{
    /// <summary>The longest scalar that is kept whole; a longer one (no model name or id is) is left out.</summary>
    public const int MaxBytes = 1024;

    private byte[] _bytes = [];
    private int _length;

    /// <summary>Whether it was longer than that.</summary>
    public bool IsTooLong { get; private set; }

    /// <summary>What is kept.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, _length);

    /// <summary>The whole of it, now that its last part is there.</summary>
    /// <param name="last">The last part.</param>
    /// <returns>The whole, valid until the next part; without meaning when it is too long.</returns>
    public ReadOnlySpan<byte> Complete(ReadOnlySpan<byte> last)
    {
        if (_length == 0 && !IsTooLong)
        {
            IsTooLong = last.Length > MaxBytes;
            return last;
        }

        Append(last);
        return Span;
    }

    /// <summary>Keeps a part.</summary>
    /// <param name="part">Its bytes.</param>
    public void Append(ReadOnlySpan<byte> part)
    {
        if (_length + part.Length > MaxBytes)
        {
            IsTooLong = true;
            return;
        }

        if (_length + part.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Max(128, _length + part.Length));
        }

        part.CopyTo(_bytes.AsSpan(_length));
        _length += part.Length;
    }

    /// <summary>Makes ready for the next one.</summary>
    public void Clear()
    {
        _length = 0;
        IsTooLong = false;
    }
}
