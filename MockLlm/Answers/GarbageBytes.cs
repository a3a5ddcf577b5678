namespace LlmAspire.MockLlm.Answers;

/// <summary>Bytes that are no UTF-8, no JSON and no framing, always the same.</summary>
internal static class GarbageBytes
{
    /// <summary>Makes garbage.</summary>
    /// <param name="count">How many bytes.</param>
    /// <returns>Bytes of 0x80 and above, which never form a character in this order more than by chance, and no line end.</returns>
    public static byte[] Make(int count)
    {
        var bytes = new byte[count];
        var state = new SplitMix(1);
        for (var i = 0; i < count; i++)
        {
            bytes[i] = (byte)(0x80 | (byte)state.Next());
        }

        if (count > 0)
        {
            // 0xFF is in no UTF-8 text at all (RFC 3629).
            bytes[0] = 0xFF;
        }

        return bytes;
    }
}
