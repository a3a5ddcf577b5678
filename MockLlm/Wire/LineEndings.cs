using System.Buffers;
using LlmAspire.MockLlm.Scripting;

namespace LlmAspire.MockLlm.Wire;

/// <summary>Rewrites the line ends of framed events. JSON holds none itself, so that only the framing changes.</summary>
internal static class LineEndings
{
    /// <summary>Copies bytes whose lines end with LF.</summary>
    /// <param name="bytes">The bytes.</param>
    /// <param name="ending">How lines are to end.</param>
    /// <returns>The bytes themselves for LF, else a copy.</returns>
    public static ReadOnlyMemory<byte> Apply(ReadOnlyMemory<byte> bytes, LineEnding ending)
    {
        if (ending == LineEnding.Lf)
        {
            return bytes;
        }

        var copy = new ArrayBufferWriter<byte>(bytes.Length * 2);
        var end = ending == LineEnding.CrLf ? "\r\n"u8 : "\r"u8;
        var rest = bytes.Span;
        while (rest.IndexOf((byte)'\n') is var at and >= 0)
        {
            copy.Write(rest[..at]);
            copy.Write(end);
            rest = rest[(at + 1)..];
        }

        copy.Write(rest);
        return copy.WrittenMemory;
    }
}
