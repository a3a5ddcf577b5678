namespace LlmAspire.Gateway.Dialects;

/// <summary>
/// Gathers the insides of JSON strings as they stand on the wire, up to a cap. Gathered escaped and decoded once at the end, so that a
/// character whose escapes lie in two deltas comes out whole.
/// </summary>
internal sealed class RawText
{
    /// <summary>The most bytes that are gathered of one text.</summary>
    public const int MaxBytes = 1024 * 1024;

    private byte[] _bytes = [];

    /// <summary>How many bytes there are.</summary>
    public int Length { get; private set; }

    /// <summary>Whether something did not fit.</summary>
    public bool IsTruncated { get; private set; }

    /// <summary>What there is.</summary>
    public ReadOnlySpan<byte> Span => _bytes.AsSpan(0, Length);

    /// <summary>Adds a part.</summary>
    /// <param name="part">Its bytes.</param>
    public void Append(ReadOnlySpan<byte> part)
    {
        if (Length + part.Length > MaxBytes)
        {
            IsTruncated = true;
            part = part[..(MaxBytes - Length)];
        }

        if (Length + part.Length > _bytes.Length)
        {
            Array.Resize(ref _bytes, Math.Min(MaxBytes, Math.Max(256, (Length + part.Length) * 2)));
        }

        part.CopyTo(_bytes.AsSpan(Length));
        Length += part.Length;
    }

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        Length = 0;
        IsTruncated = false;
    }

    /// <summary>Forgets what came after the first <paramref name="length"/> bytes.</summary>
    /// <param name="length">How many to keep.</param>
    public void Truncate(int length) => Length = length;

    /// <summary>The text.</summary>
    /// <returns>Decoded text.</returns>
    public string Decode() => JsonText.Decode(Span);
}
