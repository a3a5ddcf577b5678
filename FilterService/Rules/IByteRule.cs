using System.Buffers;

namespace LlmAspire.FilterService.Rules;

/// <summary>Finds something in bytes of unknown framing and replaces it; all else stays byte for byte. Thread-safe.</summary>
internal interface IByteRule
{
    /// <summary>Copies <paramref name="input"/> with every match replaced.</summary>
    /// <param name="input">Any bytes; they need be neither whole characters nor whole events.</param>
    /// <param name="output">Takes the copy.</param>
    /// <returns>How many matches were replaced; with none the copy equals the input.</returns>
    int Rewrite(ReadOnlySpan<byte> input, IBufferWriter<byte> output);
}
