namespace LlmAspire.Gateway.Filters;

/// <summary>Memory that a filter's answers are read into, used again for each chunk.</summary>
internal sealed class FilterBuffer
{
    private byte[] _bytes = [];

    /// <summary>Room to read into.</summary>
    /// <param name="at">How many bytes are in use; they are kept.</param>
    /// <param name="least">The least room wanted.</param>
    /// <returns>The room behind them.</returns>
    public Memory<byte> From(int at, int least)
    {
        if (_bytes.Length - at < least)
        {
            Array.Resize(ref _bytes, Math.Max(at + least, _bytes.Length * 2));
        }

        return _bytes.AsMemory(at);
    }

    /// <summary>The first bytes.</summary>
    /// <param name="length">How many.</param>
    /// <returns>They stay valid until the next read.</returns>
    public ReadOnlyMemory<byte> First(int length) => _bytes.AsMemory(0, length);
}
