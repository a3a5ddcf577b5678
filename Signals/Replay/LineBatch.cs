namespace LlmAspire.Signals.Replay;

/// <summary>Some lines of a file in one buffer, with their numbers.</summary>
internal sealed class LineBatch(byte[] buffer, List<(int Start, int Length, long Number)> lines)
{
    /// <summary>The lines, blank ones left out; one that is too long has no bytes.</summary>
    public IEnumerable<(ReadOnlyMemory<byte> Line, long Number)> Lines =>
        lines.Select(line => ((ReadOnlyMemory<byte>)buffer.AsMemory(line.Start, line.Length), line.Number));
}
