namespace LlmAspire.Gateway.Forwarding;

/// <summary>A request body in which a few bytes stand for others, without a copy of the rest.</summary>
internal readonly struct SplicedBody
{
    /// <summary>A body as it is.</summary>
    /// <param name="body">The bytes; they must stay as they are for as long as this is used.</param>
    public SplicedBody(ReadOnlyMemory<byte> body) => Head = body;

    /// <summary>A body with a change.</summary>
    /// <param name="body">The bytes; they must stay as they are for as long as this is used.</param>
    /// <param name="at">Where the change begins.</param>
    /// <param name="length">How many bytes are left out there.</param>
    /// <param name="insert">What stands there instead; copied.</param>
    public SplicedBody(ReadOnlyMemory<byte> body, int at, int length, ReadOnlySpan<byte> insert)
    {
        Head = body[..at];
        Insert = insert.ToArray();
        Tail = body[(at + length)..];
    }

    /// <summary>What comes before the change; all there is without one.</summary>
    public ReadOnlyMemory<byte> Head { get; }

    /// <summary>What was put in.</summary>
    public ReadOnlyMemory<byte> Insert { get; }

    /// <summary>What comes after the change.</summary>
    public ReadOnlyMemory<byte> Tail { get; }

    /// <summary>Whether anything was changed.</summary>
    public bool IsChanged => !Insert.IsEmpty;

    /// <summary>How many bytes there are.</summary>
    public int Length => Head.Length + Insert.Length + Tail.Length;
}
