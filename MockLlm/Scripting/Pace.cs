namespace LlmAspire.MockLlm.Scripting;

/// <summary>How a text is cut and paced.</summary>
/// <param name="Chunks">How many chunks to cut it into; null is one a token.</param>
/// <param name="Delay">The pause between one chunk and the next.</param>
internal readonly record struct Pace(int? Chunks, TimeSpan Delay)
{
    /// <summary>One chunk a token, as fast as it goes.</summary>
    public static readonly Pace Default = new(null, TimeSpan.Zero);
}
