namespace LlmAspire.MockLlm.Calls;

/// <summary>What became of one call: filled in while it is played, by one thread at a time.</summary>
internal sealed class Call
{
    /// <summary>Chunks that have left.</summary>
    public int Chunks { get; set; }

    /// <summary>How the call ended.</summary>
    public CallEnd End { get; set; } = CallEnd.Running;
}
